# pins: service.bind/no-such-directory
# step: service
# es: El socket está en un directorio que no existe.
# en: The socket is in a directory that does not exist.
# shows: grep -q "unix:/var/ww/" "$UNIT_FILE"
edit_unit 's|unix:/var/www/|unix:/var/ww/|'
