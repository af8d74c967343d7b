# pins: service.socket-reachable/socket-closed
# step: service
# es: La unidad .socket abre el socket solo para root (SocketMode=0600).
# en: The .socket unit opens the socket for root alone (SocketMode=0600).
# shows: [ "$(stat -c %a /run/mi_aplicacion.sock)" = 600 ]
systemctl stop "$UNIT"
rm -f "$SOCK"
printf '[Socket]\nListenStream=/run/mi_aplicacion.sock\nSocketMode=0600\n[Install]\nWantedBy=sockets.target\n' > "/etc/systemd/system/$UNIT.socket"
sed -i "s# --bind [^ ]*##" "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet --now "$UNIT.socket"
systemctl start "$UNIT"
edit_site 's#http://unix:[^;]*#http://unix:/run/mi_aplicacion.sock#'
