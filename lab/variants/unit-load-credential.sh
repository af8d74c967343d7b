# step: gunicorn
# es: La clave llega con LoadCredential=.
# en: The key comes by LoadCredential=.
# shows: grep -q ^LoadCredential= "$UNIT_FILE"
printf 0123456789abcdef > /etc/clave-de-la-aplicacion
chmod 600 /etc/clave-de-la-aplicacion
cat > "$DIR/application.py" <<'PY'
import os

from flask import Flask

app = Flask(__name__)
with open(os.path.join(os.environ['CREDENTIALS_DIRECTORY'], 'clave')) as archivo:
    app.secret_key = archivo.read()


@app.route('/')
def index():
    return '<h1>Aplicacion desplegada</h1>'
PY
edit_unit 's#^Group=.*#&\nLoadCredential=clave:/etc/clave-de-la-aplicacion#'
