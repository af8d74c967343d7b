# step: gunicorn
# es: La aplicación toma al cargar un cerrojo que solo un proceso puede tener.
# en: The application takes a lock when it is loaded that one process only can have.
# shows: grep -q LOCK_NB "$DIR/application.py"
cat > "$DIR/application.py" <<'PY'
import fcntl

from flask import Flask

cerrojo = open('/run/lock/mi_aplicacion.lock', 'a')
try:
    fcntl.flock(cerrojo, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    raise SystemExit('ya hay otra instancia en marcha')

app = Flask(__name__)


@app.route('/')
def index():
    return '<h1>Aplicacion desplegada</h1>'
PY
edit_unit 's/gunicorn --workers/gunicorn --preload --workers/'
