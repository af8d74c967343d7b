# pins: gunicorn.loads/package-lacks-name
# step: application
# es: La versión de Flask no va con la de Werkzeug.
# en: The version of Flask does not go with Werkzeug's.
# shows: grep -q 'werkzeug.urls import url_quote' "$VENV"/lib/python3*/site-packages/flask/app.py
f=$(ls $VENV/lib/python3*/site-packages/flask/app.py)
sed -i '1,/^import /s/^import /from werkzeug.urls import url_quote\nimport /' "$f"
# As an old release says of itself.
info=$(ls -d "$VENV"/lib/python3*/site-packages/flask-*.dist-info)
sed -i 's/^Version: .*/Version: 2.2.2/' "$info/METADATA"
sed -i '/METADATA,/d; /^flask\/app.py,/d' "$info/RECORD"
mv "$info" "$(dirname "$info")/flask-2.2.2.dist-info"
restart_app
