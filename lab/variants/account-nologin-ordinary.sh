# step: service
# es: La cuenta del servicio es ordinaria (uid 1001), con nologin.
# en: The account of the service is ordinary (uid 1001), with nologin.
# shows: grep -q ^User=flask "$UNIT_FILE"
systemctl stop "$UNIT"
useradd --create-home --shell /usr/sbin/nologin flask
chown -R flask:www-data "$DIR"
chmod 755 "/home/$DEPLOY_USER"
chmod -R a+rX "/home/$DEPLOY_USER/.local"
edit_unit 's/^User=.*/User=flask/'
