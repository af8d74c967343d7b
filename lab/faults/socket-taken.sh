# pins: service.listening/other-service
# step: service
# es: Una segunda unidad usa el mismo socket.
# en: A second unit uses the same socket.
# shows: systemctl is-active otra_app
sed "s/^Description=.*/Description=Otra aplicacion/" "$UNIT_FILE" > /etc/systemd/system/otra_app.service
systemctl daemon-reload
systemctl enable --quiet --now otra_app
sleep 1
settle_app
