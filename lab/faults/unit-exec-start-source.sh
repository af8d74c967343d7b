# pins: service.exec-start/misread
# step: service
# es: ExecStart= activa el entorno con source, que es una orden de la shell.
# en: ExecStart= activates the environment with source, a command of the shell.
# shows: grep -q '^ExecStart=source ' "$UNIT_FILE"
edit_unit "s|^ExecStart=|ExecStart=source $VENV/bin/activate \&\& |"
