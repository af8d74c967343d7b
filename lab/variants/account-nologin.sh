# step: service
# es: El servicio tiene una cuenta de sistema sin shell, dueña del directorio.
# en: The service has a system account without a shell, which owns the directory.
# shows: grep -q ^User=aplicacion "$UNIT_FILE"
systemctl stop "$UNIT"
useradd --system --home-dir "$DIR" --shell /usr/sbin/nologin aplicacion
chown -R aplicacion:www-data "$DIR"
chmod 755 "/home/$DEPLOY_USER"
chmod -R a+rX "/home/$DEPLOY_USER/.local"
edit_unit 's/^User=.*/User=aplicacion/'
