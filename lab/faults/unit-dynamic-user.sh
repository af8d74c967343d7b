# pins: service.user/dynamic
# step: service
# es: DynamicUser=yes: el servicio corre con un usuario inventado.
# en: DynamicUser=yes: the service runs as a made-up user.
# shows: grep -q DynamicUser "$UNIT_FILE"
edit_unit 's|^User=.*|DynamicUser=yes|'
sleep 3
