# pins: service.user
# says: The program runs as root.
sed -i '/^User=/d' $UNIT
restart_app
reload
