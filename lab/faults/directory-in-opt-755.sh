# pins: directory.exists/elsewhere, directory.mode/group-cannot-write
# step: directory
# es: El directorio está en /opt y, además, con permisos 755.
# en: The directory is in /opt, and with mode 755 besides.
# shows: [ "$(stat -c %a /opt/mi_aplicacion)" = 755 ]
# sets: APP= DIR=/opt/mi_aplicacion
systemctl stop "$UNIT"
rm -f "$SOCK"
mkdir -p /opt
mv "$DIR" /opt/mi_aplicacion
move_virtualenv /opt/mi_aplicacion
sed -i "s#$DIR#/opt/mi_aplicacion#g; s#$VENV#$venv#g" "$UNIT_FILE"
restart_app /opt/mi_aplicacion/mi_aplicacion.sock
edit_site "s#http://unix:[^;]*#http://unix:/opt/mi_aplicacion/mi_aplicacion.sock#"
chmod -R 755 /opt/mi_aplicacion
