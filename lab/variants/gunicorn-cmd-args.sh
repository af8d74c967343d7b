# step: gunicorn
# es: Las opciones están en GUNICORN_CMD_ARGS.
# en: The options are in GUNICORN_CMD_ARGS.
# shows: grep -q GUNICORN_CMD_ARGS "$UNIT_FILE"
edit_unit "s|^Environment=.*|&\nEnvironment=\"GUNICORN_CMD_ARGS=--bind=unix:$SOCK --workers=3\"|; s| --workers 3 --bind [^ ]*||"
