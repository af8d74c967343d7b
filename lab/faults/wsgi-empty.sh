# pins: application.callable/empty-file
# step: application
# es: wsgi.py se creó y no se escribió.
# en: wsgi.py was created and never written.
# shows: [ ! -s "$DIR/wsgi.py" ]
: > "$DIR/wsgi.py"
restart_app
