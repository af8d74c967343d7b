# step: service
# es: Hay unidad .socket en /run, y --bind dice el mismo socket.
# en: There is a .socket unit in /run, and --bind says the same socket.
# shows: systemctl is-active "$UNIT.socket" && grep -q "bind unix:/run" "$UNIT_FILE"
systemctl stop "$UNIT"
rm -f "$SOCK"
cat > "/etc/systemd/system/$UNIT.socket" <<EOS
[Socket]
ListenStream=/run/mi_aplicacion.sock
SocketUser=www-data
[Install]
WantedBy=sockets.target
EOS
sed -i "s#unix:[^ ]*#unix:/run/mi_aplicacion.sock#; s#^After=.*#Requires=$UNIT.socket\nAfter=network.target#" "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet --now "$UNIT.socket"
systemctl start "$UNIT"
edit_site 's#http://unix:[^;]*#http://unix:/run/mi_aplicacion.sock#'
settle_app /run/mi_aplicacion.sock
