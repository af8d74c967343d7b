# pins: service.bind/socket-unit
# step: service
# es: Una unidad .socket da a gunicorn otro socket, y --bind no cuenta.
# en: A .socket unit hands gunicorn another socket, and --bind does not count.
# shows: systemctl is-active "$UNIT.socket"
printf '[Unit]\nDescription=gunicorn socket\n\n[Socket]\nListenStream=/run/%s.sock\n\n[Install]\nWantedBy=sockets.target\n' "$UNIT" > "/etc/systemd/system/$UNIT.socket"
systemctl stop "$UNIT"
sed -i "s/^After=network.target/After=network.target\nRequires=$UNIT.socket/" "$UNIT_FILE"; rm -f "$SOCK"
systemctl daemon-reload; systemctl enable --quiet --now "$UNIT.socket"; systemctl restart "$UNIT"; sleep 1
