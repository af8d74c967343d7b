# pins: service.bind/not-a-socket
# step: service
# es: En el lugar del socket hay un directorio.
# en: There is a directory in the socket's place.
# shows: [ -d "$SOCK" ]
systemctl stop "$UNIT"; rm -rf "$SOCK"; mkdir "$SOCK"; chown usuario:www-data "$SOCK"
restart_app; sleep 3
