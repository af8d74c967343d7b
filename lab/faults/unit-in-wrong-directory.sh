# pins: service.exists/elsewhere
# step: service
# es: La unidad se guardó en /etc/systemd.
# en: The unit was saved in /etc/systemd.
# shows: [ -e "/etc/systemd/$UNIT.service" ]
systemctl disable --quiet --now "$UNIT"
mv "$UNIT_FILE" /etc/systemd/
systemctl daemon-reload
