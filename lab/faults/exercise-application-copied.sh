# pins: exercise.wsgi/copied
# on: exercise
# step: exercise
# es: wsgi.py y application.py se copiaron del primer despliegue: se sirve otra vez la primera aplicación.
# en: wsgi.py and application.py were copied from the first deployment: the first application is served again.
# shows: cmp -s "$DIR/application.py" "$POC_DIR/application.py"
cp "$POC_DIR/wsgi.py" "$POC_DIR/application.py" "$DIR/"
restart_app
