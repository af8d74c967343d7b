# step: service
# es: El código se guardó otra vez sin cambios, con el servicio en marcha.
# en: The code was saved again unchanged while the service runs.
# shows: [ "$(find "$DIR/application.py" -newermt "@$(stat -c %Y "$SOCK")")" ]
sleep 1.2
touch "$DIR/application.py" "$DIR/wsgi.py" "$DIR/.env"
