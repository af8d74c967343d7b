# step: directory
# es: El directorio está en /usr/local/apps/web.
# en: The directory is in /usr/local/apps/web.
# shows: [ -d /usr/local/apps/web/mi_aplicacion ]
# loses: directory.exists
# sets: DIR=/usr/local/apps/web/mi_aplicacion
systemctl stop "$UNIT"
rm -f "$SOCK"
mkdir -p /usr/local/apps/web
mv "$DIR" /usr/local/apps/web/mi_aplicacion
move_virtualenv /usr/local/apps/web/mi_aplicacion
sed -i "s#$DIR#/usr/local/apps/web/mi_aplicacion#g; s#$VENV#$venv#g" "$UNIT_FILE"
restart_app /usr/local/apps/web/mi_aplicacion/mi_aplicacion.sock
edit_site "s#http://unix:[^;]*#http://unix:/usr/local/apps/web/mi_aplicacion/mi_aplicacion.sock#"
