# pins: gunicorn.loads/hidden-module
# step: application
# es: La aplicación se guardó como flask.py y tapa el paquete.
# en: The application was saved as flask.py and hides the package.
# shows: [ -e "$DIR/flask.py" ]
systemctl stop "$UNIT"
mv "$DIR/application.py" "$DIR/flask.py"
sed -i 's/application/flask/' "$DIR/wsgi.py"
restart_app
