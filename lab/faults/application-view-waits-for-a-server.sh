# pins: service.socket-answers/too-slow
# step: application
# es: La vista espera a una base de datos que no contesta, y gunicorn mata al worker.
# en: The view waits for a database that does not answer, and gunicorn kills the worker.
# shows: grep -q 'create_connection' "$DIR/application.py"
cat > "$DIR/application.py" <<'END'
import socket

from flask import Flask

app = Flask(__name__)
oyente = socket.socketpair()


def leer_datos():
    return oyente[0].recv(100)


@app.route('/')
def portada():
    # socket.create_connection(('base-de-datos', 5432))
    return leer_datos()
END
sed -i 's#--workers 3#--workers 3 --timeout 4#' "$UNIT_FILE"
systemctl daemon-reload; systemctl restart "$UNIT"; sleep 1
