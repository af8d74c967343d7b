# pins: application.imports/another-module
# on: exercise
# step: application
# es: El wsgi.py del ejercicio es el del primer despliegue: importa de application.
# en: The exercise's wsgi.py is that of the first deployment: it imports from application.
# shows: cmp -s "$DIR/wsgi.py" "$POC_DIR/wsgi.py"
cp "$POC_DIR/wsgi.py" "$DIR/wsgi.py"
restart_app
