# step: directory
# es: El directorio está en la carpeta personal de quien despliega, abierta a nginx.
# en: The directory is in the home of who deploys, open to nginx.
# shows: [ -d /home/usuario/mi_aplicacion ]
# loses: directory.exists
# sets: DIR=/home/usuario/mi_aplicacion
systemctl stop "$UNIT"
rm -f "$SOCK"
mkdir -p /home/$DEPLOY_USER
mv "$DIR" /home/$DEPLOY_USER/mi_aplicacion
move_virtualenv /home/$DEPLOY_USER/mi_aplicacion
sed -i "s#$DIR#/home/$DEPLOY_USER/mi_aplicacion#g; s#$VENV#$venv#g" "$UNIT_FILE"
restart_app /home/$DEPLOY_USER/mi_aplicacion/mi_aplicacion.sock
edit_site "s#http://unix:[^;]*#http://unix:/home/$DEPLOY_USER/mi_aplicacion/mi_aplicacion.sock#"
chmod 755 "/home/$DEPLOY_USER"
