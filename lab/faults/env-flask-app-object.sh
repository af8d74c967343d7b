# pins: env.flask-app-resolves/no-object
# step: env
# es: FLASK_APP nombra un objeto que no existe en el archivo.
# en: FLASK_APP names an object that the file does not have.
# shows: grep -q wsgi:aplicacion "$DIR/.env"
sed -i 's/^FLASK_APP=.*/FLASK_APP=wsgi:aplicacion/' "$DIR/.env"
