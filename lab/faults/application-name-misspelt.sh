# pins: application.imports/misspelt
# step: application
# es: El archivo se guardó como aplication.py y wsgi.py importa application.
# en: The file was saved as aplication.py and wsgi.py imports application.
# shows: [ -e "$DIR/aplication.py" ]
mv "$DIR/application.py" "$DIR/aplication.py"
restart_app
