# step: virtualenv
# es: El entorno virtual está en .venv, dentro del directorio (PIPENV_VENV_IN_PROJECT).
# en: The virtual environment is in .venv, inside the directory (PIPENV_VENV_IN_PROJECT).
# shows: [ -x "$DIR/.venv/bin/gunicorn" ]
systemctl stop "$UNIT"
mv "$VENV" "$DIR/.venv"
grep -rlI --exclude-dir=lib -F "$VENV" "$DIR/.venv" | xargs sed -i "s|$VENV|$DIR/.venv|g"
edit_unit "s|$VENV|$DIR/.venv|g"
