# step: service
# es: systemd abre el socket en /run y gunicorn, sin --bind, lo recibe.
# en: systemd opens the socket in /run, and gunicorn without --bind is handed it.
# shows: ! grep -q -- --bind "$UNIT_FILE" && systemctl is-active "$UNIT.socket"
systemctl disable --quiet --now "$UNIT"
rm -f "$DIR"/*.sock
sed -i "s# --bind [^ ]*##; s#^After=.*#Requires=$UNIT.socket\nAfter=network.target#; s#^User=#Type=notify\nUser=#" "$UNIT_FILE"
cat > "/etc/systemd/system/$UNIT.socket" <<EOS
[Unit]
Description=gunicorn socket
[Socket]
ListenStream=/run/gunicorn.sock
SocketUser=www-data
SocketMode=0660
[Install]
WantedBy=sockets.target
EOS
systemctl daemon-reload
systemctl enable --quiet --now "$UNIT.socket"
systemctl enable --quiet --now "$UNIT"
edit_site 's#http://unix:[^;]*#http://unix:/run/gunicorn.sock#'
settle_app /run/gunicorn.sock
