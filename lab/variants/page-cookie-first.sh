# step: access
# es: La página pone una cookie, redirige a sí misma, y con la cookie se ve.
# en: The page sets a cookie, redirects to itself, and shows itself to who has the cookie.
# shows: grep -q 'set_cookie' "$DIR/application.py"
cat > "$DIR/application.py" <<'END'
from flask import Flask, make_response, redirect, request

app = Flask(__name__)

@app.route('/')
def index():
    if request.cookies.get('visita'):
        return '<h1>Aplicacion desplegada</h1>'
    respuesta = make_response(redirect('/'))
    respuesta.set_cookie('visita', '1')
    return respuesta
END
restart_app
