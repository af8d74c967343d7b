# step: application
# es: La aplicación es un paquete con plantillas y blueprints.
# en: The application is a package with templates and blueprints.
# shows: [ -e "$DIR/tienda/__init__.py" ]
mkdir -p "$DIR/tienda/templates"
printf '<h1>{{ titulo }}</h1>' > "$DIR/tienda/templates/index.html"
cat > "$DIR/tienda/__init__.py" <<'EOF'
from flask import Flask

from .paginas import paginas

app = Flask(__name__)
app.register_blueprint(paginas)
EOF
cat > "$DIR/tienda/paginas.py" <<'EOF'
from flask import Blueprint, render_template

paginas = Blueprint('paginas', __name__)


@paginas.route('/')
def index():
    return render_template('index.html', titulo='Aplicacion desplegada')
EOF
rm "$DIR/application.py"
sed -i 's/^from application/from tienda/' "$DIR/wsgi.py"
chown -R "$DEPLOY_USER:www-data" "$DIR"
restart_app
