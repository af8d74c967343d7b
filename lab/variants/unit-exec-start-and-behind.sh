# step: service
# es: Detrás de ExecStart= hay && y otra orden, y una redirección: gunicorn pasa por alto esas palabras y nadie las ejecuta.
# en: Behind ExecStart= stand && and another command, and a redirection: gunicorn overlooks these words and nobody runs them.
# shows: grep -q '^ExecStart=.*wsgi:app && ' "$UNIT_FILE"
edit_unit 's/^ExecStart=.*/& \&\& echo listo >> \/tmp\/arranques.log 2>\&1/'
