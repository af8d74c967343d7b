# server: the virtualenv has a copy of the interpreter (venv --copies)
rm "$VENV/bin/python"
cp /usr/bin/python3.11 "$VENV/bin/python"
restart_app
