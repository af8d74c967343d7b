# step: service
# es: ExecStart= usa python -m gunicorn.
# en: ExecStart= uses python -m gunicorn.
# shows: grep -q "python -m gunicorn" "$UNIT_FILE"
edit_unit 's|/bin/gunicorn |/bin/python -m gunicorn |'
