# step: gunicorn
# es: La aplicación lee al cargar su base de datos, en 127.0.0.1.
# en: The application reads its database on 127.0.0.1 when it is loaded.
# shows: systemctl is-active datos
systemd-run --quiet --unit=datos /usr/bin/python3 -m http.server --bind 127.0.0.1 5432
for _ in $(seq 50); do
    if ss -tlnH 'sport = :5432' | grep -q .; then break; fi
    sleep 0.1
done
cat > "$DIR/application.py" <<'PY'
import socket

from flask import Flask


class BaseDeDatosError(Exception):
    pass


def conectar():
    try:
        return socket.create_connection(('127.0.0.1', 5432), 2)
    except OSError:
        raise BaseDeDatosError('no hay base de datos') from None


conectar()
app = Flask(__name__)


@app.route('/')
def index():
    return '<h1>Aplicacion desplegada</h1>'
PY
restart_app
