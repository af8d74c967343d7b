# pins: virtualenv.flask/missing
# step: virtualenv
# es: flask figura en el Pipfile pero no está instalado en el entorno.
# en: flask is in the Pipfile but not installed in the environment.
# shows: ! "$VENV/bin/python" -c "import flask"
student "cd $DIR && pipenv run pip uninstall --quiet --yes flask"
restart_app
