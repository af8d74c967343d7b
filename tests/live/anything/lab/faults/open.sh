# pins: service.local
# says: The program is reached past nginx.
sed -i 's/--bind 127.0.0.1/--bind 0.0.0.0/' $UNIT
restart_app
reload
