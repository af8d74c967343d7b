# server: the code has functions that it gives up as it loads; owner and mode were put right after the start
cat > "$DIR/application.py" <<'EOS'
import os
from flask import Flask
app = Flask(__name__)
def prepares():
    return os.environ.get("LANG", "nowhere else said")
said = prepares()
del prepares
def once():
    return "and never again"
once = once()
@app.route('/')
def pagina():
    return "<h1>Aplicacion desplegada</h1>"
EOS
sleep 1
restart_app
sleep 1
chown -R "$DEPLOY_USER:www-data" "$DIR"
chmod -R u=rwX,g=rwX,o=rX "$DIR"
