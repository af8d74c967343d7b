# step: application
# es: El módulo se llama app.py y gunicorn carga app:app, sin wsgi.py.
# en: The module is called app.py and gunicorn loads app:app, without wsgi.py.
# shows: [ -e "$DIR/app.py" ] && [ ! -e "$DIR/wsgi.py" ]
mv "$DIR/application.py" "$DIR/app.py"
rm "$DIR/wsgi.py"
sed -i 's/^FLASK_APP=.*/FLASK_APP=app.py/' "$DIR/.env"
edit_unit 's/wsgi:app/app:app/'
