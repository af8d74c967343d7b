# step: service
# es: La cuenta del servicio tiene /bin/false y un grupo propio.
# en: The account of the service has /bin/false and a group of its own.
# shows: grep -q ^User=web "$UNIT_FILE"
systemctl stop "$UNIT"
adduser --system --quiet --group --no-create-home --shell /bin/false web
chown -R web:www-data "$DIR"
chmod 755 "/home/$DEPLOY_USER"
chmod -R a+rX "/home/$DEPLOY_USER/.local"
edit_unit 's/^User=.*/User=web/'
