# step: service
# es: ExecStart= usa /usr/bin/env, que encuentra gunicorn por el PATH de la unidad.
# en: ExecStart= uses /usr/bin/env, which finds gunicorn by the unit's PATH.
# shows: grep -q '/usr/bin/env gunicorn' "$UNIT_FILE"
edit_unit "s|^ExecStart=.*gunicorn |ExecStart=/usr/bin/env gunicorn |"
