# pins: service.bind/socket-unit
# step: service
# es: Una unidad .socket de otra guía da a gunicorn el puerto 8000, y --bind no cuenta.
# en: A .socket unit of another guide hands gunicorn port 8000, and --bind does not count.
# shows: systemctl is-active "$UNIT.socket"
printf '[Socket]\nListenStream=8000\n\n[Install]\nWantedBy=sockets.target\n' > "/etc/systemd/system/$UNIT.socket"
systemctl stop "$UNIT"; rm -f "$SOCK"
systemctl daemon-reload; systemctl enable --quiet --now "$UNIT.socket"; systemctl restart "$UNIT"; sleep 1
