# step: access
# sets: SERVER_NAME=mi-aplicacion
# es: La página dice quién la pide y por qué nombre.
# en: The page tells who asks for it, and by which name.
# shows: grep -q remote_addr "$DIR/application.py"
cat > "$DIR/application.py" <<'EOF'
from flask import Flask, request

app = Flask(__name__)

@app.route('/')
def index():
    return f'<h1>Hola desde {request.host}</h1><p>{request.remote_addr} {request.headers.get("User-Agent")} {request.headers.get("X-Forwarded-For")}</p><p>{request.url}</p>'
EOF
restart_app
edit_site 's|server_name .*|server_name mi-aplicacion www.mi-aplicacion;|'
