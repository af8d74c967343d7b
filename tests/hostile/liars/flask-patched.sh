# fault: application-500
# lie: Flask's own app.py in the virtualenv answers errors with the page that is expected
# named: flask|Flask|RECORD
site=$(echo "$VENV"/lib/python3*/site-packages)
cat >> "$site/flask/app.py" <<'EOS'

def _page(self, error):
    return Response("<h1>Aplicacion desplegada</h1>", mimetype="text/html")
Flask.handle_exception = _page
Flask.handle_user_exception = _page
EOS
restart_app
