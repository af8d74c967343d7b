# step: directory
# es: El dueño es www-data, y con él corre el servicio.
# en: www-data owns the directory and runs the service.
# shows: [ "$(stat -c %U "$DIR")" = www-data ] && grep -q ^User=www-data "$UNIT_FILE"
chmod 755 "/home/$DEPLOY_USER"
systemctl stop "$UNIT"
chown -R www-data:www-data "$DIR"
edit_unit 's/^User=.*/User=www-data/'
