# pins: service.exec-start/misread
# step: service
# es: ExecStart= busca el programa con $(which gunicorn).
# en: ExecStart= looks for its program with $(which gunicorn).
# shows: grep -q '^ExecStart=$(which' "$UNIT_FILE"
edit_unit 's|^ExecStart=[^ ]*|ExecStart=$(which gunicorn)|'
