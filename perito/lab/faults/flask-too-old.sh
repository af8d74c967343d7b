# pins: gunicorn.loads/no-name
# step: application
# es: La versión de Flask no va con la de Werkzeug.
# en: The version of Flask does not go with Werkzeug's.
# shows: grep -q 'werkzeug.urls import url_quote' "$VENV"/lib/python3*/site-packages/flask/app.py
f=$(ls $VENV/lib/python3*/site-packages/flask/app.py)
sed -i '1,/^import /s/^import /from werkzeug.urls import url_quote\nimport /' "$f"
restart_app
