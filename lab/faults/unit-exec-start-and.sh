# pins: service.exec-start/misread
# step: service
# es: ExecStart= lleva cd … && gunicorn …, que solo entiende una shell.
# en: ExecStart= has cd … && gunicorn …, which only a shell understands.
# shows: grep -q '^ExecStart=cd ' "$UNIT_FILE"
edit_unit 's|^ExecStart=|ExecStart=cd /var/www/mi_aplicacion \&\& |'
