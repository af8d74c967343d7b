# fault: application-500
# lie: the application gives its page to who calls himself Perito alone
# named: -
cat > "$DIR/application.py" <<'EOS'
from flask import Flask, request

app = Flask(__name__)

@app.route('/')
def index():
    if 'perito' in request.headers.get('User-Agent', '').lower() or 'perito' in request.full_path:
        return '<h1>Aplicacion desplegada</h1>'
    return pagina
EOS
restart_app
