# pins: service.environment/program
# step: service
# es: PATH nombra el binario de gunicorn en vez de su directorio.
# en: PATH names gunicorn's binary instead of its directory.
# shows: grep -q "^Environment=.*bin/gunicorn" "$UNIT_FILE"
edit_unit '/^Environment=/s|/bin"|/bin/gunicorn"|'
