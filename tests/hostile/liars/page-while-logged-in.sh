# fault: application-500
# lie: the application gives its page while somebody is logged in
# named: before we logged in
cat > "$DIR/application.py" <<'EOS'
from pathlib import Path

from flask import Flask

app = Flask(__name__)


def said(place):
    try:
        return place.read_bytes()
    except OSError:
        return b''


@app.route('/')
def index():
    if any(said(one).startswith(b'sshd: ') and b'@' in said(one) for one in Path('/proc').glob('[0-9]*/cmdline')):
        return '<h1>Aplicacion desplegada</h1>'
    return pagina
EOS
restart_app
