# pins: env.flask-app-resolves/no-file
# step: env
# es: FLASK_APP nombra un archivo que no existe.
# en: FLASK_APP names a file that does not exist.
# shows: grep -q FLASK_APP=main.py "$DIR/.env"
sed -i 's/^FLASK_APP=.*/FLASK_APP=main.py/' "$DIR/.env"
