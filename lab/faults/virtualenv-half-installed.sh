# pins: virtualenv.flask/missing, virtualenv.gunicorn/missing
# step: virtualenv
# es: El entorno se creó, pero no se instaló nada en él.
# en: The environment was made, but nothing was installed in it.
# shows: [ -x "$VENV/bin/python" ] && [ ! -e "$VENV/bin/gunicorn" ]
student "cd $DIR && pipenv run pip uninstall --quiet --yes flask gunicorn"
restart_app
