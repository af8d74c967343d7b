# pins: application.module/no-such-file
# step: application
# es: El módulo application.py no existe.
# en: The module application.py does not exist.
# shows: [ ! -e "$DIR/application.py" ]
rm "$DIR/application.py"
restart_app
