# pins: service.socket-reachable/behind-link
# step: directory
# es: El directorio de /var/www es un enlace a un directorio personal cerrado a www-data.
# en: The directory under /var/www is a link into a home that is closed to www-data.
# shows: [ -L "$DIR" ]
systemctl stop "$UNIT"
chmod 700 "/home/$DEPLOY_USER"; mv "$DIR" "/home/$DEPLOY_USER/mi_aplicacion"; ln -s "/home/$DEPLOY_USER/mi_aplicacion" "$DIR"
restart_app
