# step: directory
# es: El directorio está en /srv/www y se pide por su ruta.
# en: The directory is in /srv/www, and asked for by its path.
# shows: [ -d /srv/www/mi_aplicacion ]
# loses: directory.exists
# sets: APP=/srv/www/mi_aplicacion DIR=/srv/www/mi_aplicacion
systemctl stop "$UNIT"
rm -f "$SOCK"
mkdir -p /srv/www
mv "$DIR" /srv/www/mi_aplicacion
move_virtualenv /srv/www/mi_aplicacion
sed -i "s#$DIR#/srv/www/mi_aplicacion#g; s#$VENV#$venv#g" "$UNIT_FILE"
restart_app /srv/www/mi_aplicacion/mi_aplicacion.sock
edit_site "s#http://unix:[^;]*#http://unix:/srv/www/mi_aplicacion/mi_aplicacion.sock#"
