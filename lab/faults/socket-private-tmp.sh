# pins: service.socket-file/in-its-own-tmp
# step: service
# es: El socket está en /tmp, y con PrivateTmp=yes ese /tmp es solo del servicio.
# en: The socket is in /tmp, and with PrivateTmp=yes that /tmp is the service's own.
# shows: grep -q PrivateTmp "$UNIT_FILE" && [ ! -e /tmp/app.sock ]
sed -i "/^User=/i PrivateTmp=yes" "$UNIT_FILE"
sed -i "s|unix:[^ ]*|unix:/tmp/app.sock|" "$UNIT_FILE"
systemctl daemon-reload
systemctl restart "$UNIT"
sleep 2
edit_site "s|unix:[^;]*|unix:/tmp/app.sock|"
