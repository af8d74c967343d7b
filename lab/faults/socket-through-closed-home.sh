# pins: service.socket-reachable/behind-link
# step: service
# es: El socket está en un directorio que es un enlace a un directorio personal cerrado.
# en: The socket lies in a directory that is a link into a closed home.
# shows: [ -L "$DIR/run" ]
systemctl stop "$UNIT"
chmod 700 "/home/$DEPLOY_USER"; install -d -o "$DEPLOY_USER" -g www-data -m 775 "/home/$DEPLOY_USER/run"; ln -s "/home/$DEPLOY_USER/run" "$DIR/run"; chown -h "$DEPLOY_USER:www-data" "$DIR/run"
sed -i "s#$SOCK#$DIR/run/app.sock#" "$UNIT_FILE" "$SITE"
restart_app "$DIR/run/app.sock"
restart_nginx
