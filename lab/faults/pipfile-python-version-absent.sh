# pins: virtualenv.exists/python-absent
# step: virtualenv
# es: El Pipfile pide Python 3.9, que no está, y pipenv no hizo el entorno.
# en: The Pipfile asks for Python 3.9, which is not there, and pipenv made no environment.
# shows: grep -q '3.9' "$DIR/Pipfile" && [ ! -e "$VENV" ]
sed -i 's/^python_version = .*/python_version = "3.9"/; /python_full_version/d' "$DIR/Pipfile"
lock_again
rm -rf "$VENV"
restart_app
