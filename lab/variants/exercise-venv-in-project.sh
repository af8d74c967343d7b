# on: exercise
# step: exercise
# es: El entorno virtual del ejercicio está en .venv, dentro del directorio.
# en: The exercise's virtual environment is .venv, inside the directory.
# shows: [ -x "$DIR/.venv/bin/gunicorn" ]
cp -a "$VENV" "$DIR/.venv"
rm -rf "$VENV"
grep -rlI --exclude-dir=lib -F "$VENV" "$DIR/.venv" | xargs sed -i "s|$VENV|$DIR/.venv|g"
edit_unit "s|$VENV|$DIR/.venv|g"
