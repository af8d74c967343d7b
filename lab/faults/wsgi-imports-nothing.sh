# pins: application.imports/misspelt
# step: application
# es: wsgi.py importa de un módulo que no existe.
# en: wsgi.py imports from a module that does not exist.
# shows: grep -q "from aplicacion" "$DIR/wsgi.py"
sed -i 's/^from application/from aplicacion/' "$DIR/wsgi.py"
restart_app
