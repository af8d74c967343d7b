# fault: application-500
# lie: a package that Flask requires answers errors with the page
# named: werkzeug
cat >> "$(echo "$VENV"/lib/python3*/site-packages)/werkzeug/exceptions.py" <<'EOS'
InternalServerError.code = 200
InternalServerError.get_body = lambda self, *a, **k: "<h1>Aplicacion desplegada</h1>"
EOS
restart_app
