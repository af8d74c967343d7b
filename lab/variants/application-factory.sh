# step: application
# es: La aplicación se hace con create_app(), y gunicorn la llama.
# en: The application is made by create_app(), which gunicorn calls.
# shows: grep -q 'wsgi:create_app()' "$UNIT_FILE"
cat > "$DIR/application.py" <<'EOF'
from flask import Flask


def create_app():
    app = Flask(__name__)

    @app.route('/')
    def index():
        return '<h1>Aplicacion desplegada</h1>'

    return app
EOF
echo 'from application import create_app' > "$DIR/wsgi.py"
edit_unit 's/wsgi:app/"wsgi:create_app()"/'
