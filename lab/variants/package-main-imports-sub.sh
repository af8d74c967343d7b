# step: application
# es: manage.py crea la aplicación con una fábrica de un paquete de Django (config/).
# en: manage.py makes the application with a factory of a package (config/).
# shows: [ -e "$DIR/config/wsgi.py" ]
mkdir -p "$DIR/config" "$DIR/blog"
: > "$DIR/config/__init__.py"
printf 'from flask import Blueprint\n\nblog = Blueprint("blog", __name__)\n\n\n@blog.route("/")\ndef index():\n    return "<h1>Aplicacion desplegada</h1>"\n' > "$DIR/blog/__init__.py"
printf 'from flask import Flask\n\nfrom blog import blog\n\n\ndef create_app():\n    app = Flask(__name__)\n    app.register_blueprint(blog)\n    return app\n' > "$DIR/config/fabrica.py"
printf 'from config.fabrica import create_app\n\napplication = create_app()\n' > "$DIR/config/wsgi.py"
printf 'from config.fabrica import create_app\n\nif __name__ == "__main__":\n    create_app().run()\n' > "$DIR/manage.py"
rm "$DIR/wsgi.py" "$DIR/application.py"
sed -i 's/^FLASK_APP=.*/FLASK_APP=config.fabrica/' "$DIR/.env"
chown -R "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
edit_unit 's/wsgi:app/config.wsgi/'
