# pins: service.socket-answers/not-found
# step: application
# es: La aplicación no tiene la ruta /: responde 404.
# en: The application has no route /: it answers 404.
# shows: grep -q "route('/inicio')" "$DIR/application.py"
sed -i "s|route('/')|route('/inicio')|" "$DIR/application.py"
restart_app
