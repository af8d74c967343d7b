# pins: service.socket-file/absent
# step: service
# es: El archivo del socket se borró con el servicio en marcha.
# en: The socket's file was removed while the service ran.
# shows: [ ! -e "$SOCK" ] && systemctl is-active "$UNIT"
rm "$SOCK"
