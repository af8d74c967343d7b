# step: application
# es: La aplicación necesita una variable de la unidad y un archivo del directorio.
# en: The application needs a variable of the unit and a file of the directory.
# shows: [ -e "$DIR/datos.txt" ]
cat > "$DIR/application.py" <<'EOF'
import os

from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ['CLAVE']
datos = open('datos.txt').read()

@app.route('/')
def index():
    return f'<h1>Datos: {datos}</h1>'
EOF
echo hola > "$DIR/datos.txt"
edit_unit 's|^Environment=.*|&\nEnvironment="CLAVE=una clave larga"|'
