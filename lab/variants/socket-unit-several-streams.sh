# step: service
# es: La unidad .socket abre dos sockets y nginx usa el segundo.
# en: The .socket unit opens two sockets, and nginx uses the second.
# shows: [ -S /run/segundo.sock ]
systemctl stop "$UNIT"
rm -f "$SOCK"
cat > "/etc/systemd/system/$UNIT.socket" <<EOS
[Socket]
ListenStream=/run/primero.sock
ListenStream=/run/segundo.sock
SocketGroup=www-data
SocketMode=0660
[Install]
WantedBy=sockets.target
EOS
sed -i "s# --bind [^ ]*##" "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet --now "$UNIT.socket"
systemctl start "$UNIT"
edit_site 's#http://unix:[^;]*#http://unix:/run/segundo.sock#'
settle_app /run/segundo.sock
