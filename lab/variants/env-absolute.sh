# step: env
# es: FLASK_APP es una ruta absoluta.
# en: FLASK_APP is an absolute path.
# shows: grep -q "FLASK_APP=/var" "$DIR/.env"
sed -i "s|^FLASK_APP=.*|FLASK_APP=$DIR/wsgi.py|" "$DIR/.env"
