# pins: virtualenv.gunicorn/other-interpreter
# step: virtualenv
# es: El directorio del entorno se renombró: sus programas nombran un intérprete que ya no está.
# en: The environment's directory was renamed: its programs name an interpreter that is gone.
# shows: [ -e "$VENV-nuevo/bin/gunicorn" ] && ! [ -e "$(head -1 "$VENV-nuevo/bin/gunicorn" | cut -c3-)" ]
mv "$VENV" "$VENV-nuevo"
edit_unit "s|$VENV|$VENV-nuevo|g"
