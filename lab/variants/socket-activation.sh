# step: service
# es: systemd abre el socket (unidad .socket) y se lo pasa a gunicorn.
# en: systemd opens the socket (a .socket unit) and hands it to gunicorn.
# shows: systemctl is-active "$UNIT.socket"
systemctl stop "$UNIT"
cat > "/etc/systemd/system/$UNIT.socket" <<EOF
[Socket]
ListenStream=$SOCK
SocketUser=www-data
[Install]
WantedBy=sockets.target
EOF
sed -i "s/^After=.*/Requires=$UNIT.socket\nAfter=network.target/" "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet --now "$UNIT.socket"
systemctl restart "$UNIT"
settle_app
