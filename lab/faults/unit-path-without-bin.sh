# pins: service.environment/without-bin
# step: service
# es: En PATH falta el /bin del entorno virtual.
# en: PATH lacks the virtual environment's /bin.
# shows: ! grep -q "^Environment=.*/bin" "$UNIT_FILE"
edit_unit '/^Environment=/s|/bin"|"|'
