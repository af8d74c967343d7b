# pins: service.active/waits-for-type
# step: service
# es: La unidad dice Type=forking y gunicorn no pasa a segundo plano.
# en: The unit says Type=forking, and gunicorn does not go into the background.
# shows: grep -q Type=forking "$UNIT_FILE" && ! systemctl is-active --quiet "$UNIT"
systemctl stop "$UNIT"
sed -i 's|^User=|Type=forking\nUser=|' "$UNIT_FILE"
systemctl daemon-reload; systemctl restart --no-block "$UNIT"; sleep 3
