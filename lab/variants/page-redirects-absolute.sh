# step: access
# sets: SERVER_NAME=mi-aplicacion
# es: La página / redirige con una dirección completa.
# en: The page / redirects with a whole address.
# shows: grep -q _external "$DIR/application.py"
cat > "$DIR/application.py" <<'EOF'
from flask import Flask, redirect, url_for

app = Flask(__name__)

@app.route('/')
def index():
    return redirect(url_for('es', _external=True))

@app.route('/es/')
def es():
    return '<h1>Portada</h1>'
EOF
restart_app
edit_site 's|server_name .*|server_name mi-aplicacion www.mi-aplicacion;|'
