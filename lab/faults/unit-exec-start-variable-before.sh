# pins: service.exec-start/misread
# step: service
# es: Delante del programa de ExecStart= hay una asignación, como en la shell.
# en: An assignment stands before the program of ExecStart=, as in a shell.
# shows: grep -q '^ExecStart=FLASK_ENV' "$UNIT_FILE"
edit_unit 's|^ExecStart=|ExecStart=FLASK_ENV=production |'
