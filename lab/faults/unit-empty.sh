# pins: service.exists/empty
# step: service
# es: El archivo de la unidad está vacío.
# en: The unit's file is empty.
# shows: [ -f "$UNIT_FILE" ] && [ ! -s "$UNIT_FILE" ]
systemctl stop "$UNIT"
: > "$UNIT_FILE"
systemctl daemon-reload
systemctl start "$UNIT" || true
