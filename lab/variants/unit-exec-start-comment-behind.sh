# step: service
# es: Detrás de ExecStart= hay un # comentario, que llega a gunicorn como argumentos de más, y los pasa por alto.
# en: Behind ExecStart= stands a # comment, which gets to gunicorn as further arguments, and is overlooked there.
# shows: grep -q '^ExecStart=.*wsgi:app  # ' "$UNIT_FILE"
edit_unit 's/^ExecStart=.*/&  # tres procesos y un socket/'
