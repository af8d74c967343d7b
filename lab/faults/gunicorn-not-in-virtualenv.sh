# pins: virtualenv.gunicorn/missing
# step: virtualenv
# es: gunicorn figura en el Pipfile pero no está instalado en el entorno.
# en: gunicorn is in the Pipfile but not installed in the environment.
# shows: ! "$VENV/bin/python" -c "import gunicorn"
student "cd $DIR && pipenv run pip uninstall --quiet --yes gunicorn"
restart_app
