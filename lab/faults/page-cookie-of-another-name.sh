# pins: access.status/waits-for-other-cookie
# step: access
# es: La página pone una cookie para otro dominio, y redirige a sí misma sin fin.
# en: The page sets a cookie for another domain, and redirects to itself without end.
# shows: grep -q 'domain=' "$DIR/application.py"
cat > "$DIR/application.py" <<'END'
from flask import Flask, make_response, redirect, request

app = Flask(__name__)

@app.route('/')
def index():
    if request.cookies.get('visita'):
        return '<h1>Aplicacion desplegada</h1>'
    respuesta = make_response(redirect('/'))
    respuesta.set_cookie('visita', '1', domain='mi_dominio.example')
    return respuesta
END
restart_app
