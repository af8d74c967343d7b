# step: access
# es: La aplicación rechaza a los clientes que no son navegadores.
# en: The application refuses clients that are no browsers.
# shows: grep -q Mozilla "$DIR/application.py"
cat > "$DIR/application.py" <<'PY'
from flask import Flask, abort, request

app = Flask(__name__)


@app.before_request
def solo_navegadores():
    if 'Mozilla' not in request.headers.get('User-Agent', ''):
        abort(403)


@app.route('/')
def index():
    return '<h1>Aplicacion desplegada</h1>'
PY
restart_app
