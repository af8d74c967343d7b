# pins: gunicorn.arguments/words-for-a-shell
# step: service
# es: En medio de ExecStart= hay un # comentario, y gunicorn toma el # por el módulo.
# en: In the middle of ExecStart= stands a # comment, and gunicorn takes the # for the module.
# shows: grep -q '^ExecStart=.*--workers 3 # tres ' "$UNIT_FILE"
edit_unit 's/^ExecStart=\(.*\)--workers 3 /ExecStart=\1--workers 3 # tres /'
