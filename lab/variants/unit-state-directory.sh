# step: gunicorn
# es: La aplicación guarda sus datos en el StateDirectory= de la unidad.
# en: The application keeps its data in the StateDirectory= of the unit.
# shows: [ -e /var/lib/mi_aplicacion/visitas ]
cat > "$DIR/application.py" <<'PY'
import os

from flask import Flask

app = Flask(__name__)
visitas = os.path.join(os.environ['STATE_DIRECTORY'], 'visitas')
open(visitas, 'a').close()


@app.route('/')
def index():
    return '<h1>Aplicacion desplegada</h1>'
PY
edit_unit 's/^Group=.*/&\nStateDirectory=mi_aplicacion/'
