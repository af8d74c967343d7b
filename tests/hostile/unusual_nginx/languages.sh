# server: a page in the visitor's language, and with the visitor's browser and address
cat > "$DIR/application.py" <<'EOS'
from flask import Flask, request
app = Flask(__name__)

@app.route('/')
def page():
    spanish = request.accept_languages.best_match(['en', 'es']) == 'es'
    return f"<h1>{'Aplicacion desplegada' if spanish else 'Application deployed'}</h1><p>{request.user_agent} {request.remote_addr}</p>"
EOS
restart_app
