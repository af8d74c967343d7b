# pins: service.exec-start/of-the-system
# step: service
# es: ExecStart= ejecuta /usr/bin/gunicorn, que no existe, y no el del entorno.
# en: ExecStart= runs /usr/bin/gunicorn, which does not exist, and not the environment's.
# shows: grep -q "^ExecStart=/usr/bin/gunicorn" "$UNIT_FILE"
edit_unit 's|^ExecStart=[^ ]*|ExecStart=/usr/bin/gunicorn|'
