# pins: application.module/empty-file
# step: application
# es: application.py se creó y no se escribió.
# en: application.py was created and never written.
# shows: [ -f "$DIR/application.py" ] && [ ! -s "$DIR/application.py" ]
: > "$DIR/application.py"
restart_app
