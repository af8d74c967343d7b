# pins: service.socket-answers/too-slow
# step: application
# es: La vista llama a una función que no acaba nunca, y gunicorn mata al worker.
# en: The view calls a function that never ends, and gunicorn kills the worker.
# shows: grep -q 'while True' "$DIR/application.py"
cat > "$DIR/application.py" <<'END'
from flask import Flask

app = Flask(__name__)


def espera():
    while True:
        pass


@app.route('/')
def portada():
    espera()
    return '<h1>Aplicacion desplegada</h1>'
END
sed -i 's#--workers 3#--workers 3 --timeout 4#' "$UNIT_FILE"
systemctl daemon-reload; systemctl restart "$UNIT"; sleep 1
