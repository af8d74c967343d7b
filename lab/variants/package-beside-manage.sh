# step: application
# es: El módulo está en un paquete, junto a manage.py (proyecto.wsgi:application).
# en: The module is in a package beside manage.py (proyecto.wsgi:application).
# shows: [ -e "$DIR/proyecto/wsgi.py" ]
mkdir "$DIR/proyecto"
: > "$DIR/proyecto/__init__.py"
mv "$DIR/application.py" "$DIR/proyecto/vistas.py"
printf 'from proyecto.vistas import app as application\n' > "$DIR/proyecto/wsgi.py"
printf 'from proyecto.vistas import app\n\nif __name__ == "__main__":\n    app.run()\n' > "$DIR/manage.py"
rm "$DIR/wsgi.py"
sed -i 's/^FLASK_APP=.*/FLASK_APP=proyecto.wsgi/' "$DIR/.env"
chown -R "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
edit_unit 's/wsgi:app/proyecto.wsgi:application/'
