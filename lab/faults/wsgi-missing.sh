# pins: application.wsgi/missing
# step: application
# es: El archivo wsgi.py no existe.
# en: The file wsgi.py does not exist.
# shows: [ ! -e "$DIR/wsgi.py" ]
rm "$DIR/wsgi.py"
restart_app
