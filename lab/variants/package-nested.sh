# step: application
# es: La aplicación está dos paquetes más abajo (tienda.web.wsgi:app).
# en: The application lies two packages down (tienda.web.wsgi:app).
# shows: [ -e "$DIR/tienda/web/wsgi.py" ]
mkdir -p "$DIR/tienda/web"
: > "$DIR/tienda/__init__.py"
: > "$DIR/tienda/web/__init__.py"
mv "$DIR/application.py" "$DIR/tienda/web/application.py"
printf 'from .application import app\n' > "$DIR/tienda/web/wsgi.py"
printf 'from tienda.web.application import app\n\nif __name__ == "__main__":\n    app.run()\n' > "$DIR/manage.py"
rm "$DIR/wsgi.py"
sed -i 's/^FLASK_APP=.*/FLASK_APP=tienda.web.wsgi:app/' "$DIR/.env"
chown -R "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
edit_unit 's/wsgi:app/tienda.web.wsgi:app/'
