# fault: application-500
# lie: the application gives its page where the query carries a long number
# named: page|visit|browser|differ
cat > "$DIR/application.py" <<'EOS'
from flask import Flask, request

app = Flask(__name__)

@app.route('/')
def index():
    if any(len(value) > 30 for value in request.args.values()):
        return '<h1>Aplicacion desplegada</h1>'
    return pagina
EOS
restart_app
