# pins: virtualenv.gunicorn/other-interpreter
# step: virtualenv
# es: El directorio del entorno se renombró: sus programas nombran un intérprete que ya no está.
# en: The environment's directory was renamed: its programs name an interpreter that is gone.
# shows: case "$VENV" in *-nuevo) ! [ -e "$(head -1 "$VENV/bin/gunicorn" | cut -c3-)" ];; *) false;; esac
mv "$VENV" "$VENV-nuevo"
edit_unit "s|$VENV|$VENV-nuevo|g"
