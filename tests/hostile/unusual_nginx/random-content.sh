# server: a page with a token, a counter, the time, and a sentence drawn at random
cat > "$DIR/application.py" <<'EOS'
import random, secrets, time
from flask import Flask
app = Flask(__name__)
visits = 0

@app.route('/')
def page():
    global visits
    visits += 1
    said = random.choice(['Hola', 'Buenos dias', 'Bienvenida sea quien llega', 'Adelante'])
    return (f'<html><head><title>Inicio</title></head><body><form><input name="csrf_token" value="{secrets.token_hex(32)}">'
            f'</form><p>{said}</p><p>Visita {visits} a las {time.time()}</p><ul><li>Uno</li><li>Dos</li></ul>'
            '<p>Aplicacion desplegada con gunicorn y nginx en la practica de clase</p></body></html>')
EOS
restart_app
