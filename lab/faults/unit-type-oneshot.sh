# pins: service.active/waits-for-type
# step: service
# es: La unidad dice Type=oneshot: systemd espera a que gunicorn termine.
# en: The unit says Type=oneshot: systemd waits for gunicorn to end.
# shows: grep -q Type=oneshot "$UNIT_FILE"
systemctl stop "$UNIT"
sed -i 's|^User=|Type=oneshot\nUser=|' "$UNIT_FILE"
systemctl daemon-reload; systemctl restart --no-block "$UNIT"; sleep 3
