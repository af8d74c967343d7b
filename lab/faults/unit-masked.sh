# pins: service.exists/masked
# step: service
# es: La unidad está enmascarada.
# en: The unit is masked.
# shows: [ "$(readlink "$UNIT_FILE")" = /dev/null ]
systemctl disable --quiet --now "$UNIT"
mv "$UNIT_FILE" /lib/systemd/system/
ln -s /dev/null "$UNIT_FILE"
systemctl daemon-reload
