# step: directory
# es: El directorio está en /opt, como dice la unidad.
# en: The directory is in /opt, as the unit says.
# shows: [ -d /opt/mi_aplicacion ]
# loses: directory.exists
# sets: APP= DIR=/opt/mi_aplicacion
systemctl stop "$UNIT"
rm -f "$SOCK"
mkdir -p /opt
mv "$DIR" /opt/mi_aplicacion
move_virtualenv /opt/mi_aplicacion
sed -i "s#$DIR#/opt/mi_aplicacion#g; s#$VENV#$venv#g" "$UNIT_FILE"
restart_app /opt/mi_aplicacion/mi_aplicacion.sock
edit_site "s#http://unix:[^;]*#http://unix:/opt/mi_aplicacion/mi_aplicacion.sock#"
