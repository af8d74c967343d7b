# pins: directory.content/nested
# on: exercise
# step: directory
# es: Se clonó dentro de un directorio del mismo nombre, creado antes.
# en: It was cloned into a directory of the same name, made before.
# shows: [ -e "$DIR/$APP/.git" ]
systemctl stop "$UNIT"
mv "$DIR" /tmp/cloned
mkdir "$DIR"
mv /tmp/cloned "$DIR/$APP"
chown "$DEPLOY_USER:www-data" "$DIR"
chmod 775 "$DIR"
restart_app
