# pins: directory.content/nested
# step: directory
# es: La aplicación quedó dentro de otro directorio del mismo nombre.
# en: The application ended up inside another directory of the same name.
# shows: [ -e "$DIR/$APP/wsgi.py" ]
systemctl stop "$UNIT"
mv "$DIR" /tmp/copied
mkdir "$DIR"
mv /tmp/copied "$DIR/$APP"
chown "$DEPLOY_USER:www-data" "$DIR"
chmod 775 "$DIR"
restart_app
