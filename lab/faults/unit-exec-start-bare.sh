# pins: service.exec-start/without-path
# step: service
# es: ExecStart= dice gunicorn sin su ruta.
# en: ExecStart= says gunicorn without its path.
# shows: grep -q "^ExecStart=gunicorn" "$UNIT_FILE"
systemctl stop "$UNIT"
edit_unit 's|^ExecStart=[^ ]*|ExecStart=gunicorn|'
