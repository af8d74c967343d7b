# step: service
# es: La unidad está en /lib/systemd/system.
# en: The unit is in /lib/systemd/system.
# shows: [ -e "/lib/systemd/system/$UNIT.service" ]
systemctl disable --quiet "$UNIT"
mv "$UNIT_FILE" /lib/systemd/system/
systemctl daemon-reload
systemctl enable --quiet "$UNIT"
systemctl restart "$UNIT"
settle_app
