# pins: gunicorn.arguments/words-for-a-shell
# step: service
# es: El # comentario detrás de ExecStart= nombra una opción, y gunicorn la toma por suya.
# en: The # comment behind ExecStart= names an option, and gunicorn takes it for its own.
# shows: grep -q '^ExecStart=.*# antes' "$UNIT_FILE"
edit_unit 's/^ExecStart=.*/&  # antes: --worker 1 --bind 5000/'
