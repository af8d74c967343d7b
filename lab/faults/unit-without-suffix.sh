# pins: service.exists/without-suffix
# step: service
# es: El archivo de la unidad se guardó sin .service.
# en: The unit's file was saved without .service.
# shows: [ -e "/etc/systemd/system/$UNIT" ]
systemctl disable --quiet --now "$UNIT"
mv "$UNIT_FILE" "/etc/systemd/system/$UNIT"
systemctl daemon-reload
