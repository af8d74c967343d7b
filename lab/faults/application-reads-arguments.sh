# pins: gunicorn.loads/reads-arguments
# step: application
# es: La aplicación analiza sys.argv al importarse y recibe los argumentos de gunicorn.
# en: The application parses sys.argv when it is imported, and gets gunicorn's arguments.
# shows: grep -q argparse "$DIR/application.py"
sed -i '1i import argparse\nopciones = argparse.ArgumentParser()\nopciones.add_argument("--debug")\nargs = opciones.parse_args()' "$DIR/application.py"
restart_app
