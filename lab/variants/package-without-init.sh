# step: application
# es: El paquete no tiene __init__.py y está junto a manage.py.
# en: The package has no __init__.py and lies beside manage.py.
# shows: [ -e "$DIR/sitio/wsgi.py" ] && [ ! -e "$DIR/sitio/__init__.py" ]
mkdir "$DIR/sitio"
mv "$DIR/application.py" "$DIR/sitio/application.py"
printf 'from sitio.application import app as application\n' > "$DIR/sitio/wsgi.py"
printf 'from sitio.application import app\n\nif __name__ == "__main__":\n    app.run()\n' > "$DIR/manage.py"
rm "$DIR/wsgi.py"
sed -i 's/^FLASK_APP=.*/FLASK_APP=manage.py/' "$DIR/.env"
chown -R "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
edit_unit 's/wsgi:app/sitio.wsgi:application/'
