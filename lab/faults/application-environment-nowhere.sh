# pins: gunicorn.loads/variable-missing
# step: application
# es: La aplicación necesita una variable que no está en la unidad ni en .env.
# en: The application needs a variable that is neither in the unit nor in .env.
# shows: grep -q CLAVE_API "$DIR/application.py"
sed -i '1i import os\nCLAVE = os.environ["CLAVE_API"]' "$DIR/application.py"
restart_app
