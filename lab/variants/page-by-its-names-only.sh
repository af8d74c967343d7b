# step: access
# es: La aplicación solo responde por sus nombres.
# en: The application answers by its own names only.
# sets: SERVER_NAME=mi-aplicacion
# shows: grep -q TRUSTED "$DIR/application.py"
cat > "$DIR/application.py" <<'EOF'
from flask import Flask

app = Flask(__name__)
app.config['TRUSTED_HOSTS'] = ['mi-aplicacion', 'www.mi-aplicacion']

@app.route('/')
def index():
    return '<h1>Aplicacion desplegada</h1>'

@app.before_request
def comprueba():
    from flask import abort, request
    if request.host not in app.config['TRUSTED_HOSTS']:
        abort(400)
EOF
restart_app
edit_site 's|server_name .*|server_name mi-aplicacion www.mi-aplicacion;|'
