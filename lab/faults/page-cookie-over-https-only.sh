# pins: access.status/waits-for-secure-cookie
# step: access
# es: La página pone una cookie que el navegador solo devuelve por https, y redirige a sí misma sin fin.
# en: The page sets a cookie that a browser gives back over https only, and redirects to itself without end.
# shows: grep -q 'secure=True' "$DIR/application.py"
cat > "$DIR/application.py" <<'END'
from flask import Flask, make_response, redirect, request

app = Flask(__name__)

@app.route('/')
def index():
    if request.cookies.get('visita'):
        return '<h1>Aplicacion desplegada</h1>'
    respuesta = make_response(redirect('/'))
    respuesta.set_cookie('visita', '1', secure=True)
    return respuesta
END
restart_app
