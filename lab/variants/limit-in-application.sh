# step: access
# es: La aplicación limita a dos peticiones cada cuatro segundos y responde 429.
# en: The application allows two requests in four seconds and answers 429.
# shows: grep -q 429 "$DIR/application.py"
cat > "$DIR/application.py" <<'PY'
import time

from flask import Flask, abort

app = Flask(__name__)
vistas = []


@app.before_request
def limita():
    ahora = time.monotonic()
    vistas[:] = [una for una in vistas if ahora - una < 4]
    if len(vistas) >= 2:
        abort(429)
    vistas.append(ahora)


@app.route('/')
def index():
    return '<h1>Aplicacion desplegada</h1>'
PY
edit_unit 's/--workers 3/--workers 1/'
