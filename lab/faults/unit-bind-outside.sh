# pins: service.bind/not-writable
# step: service
# es: El socket está en /var/www, donde solo root puede escribir.
# en: The socket is in /var/www, where only root may write.
# shows: grep -q "unix:/var/www/$APP.sock" "$UNIT_FILE"
edit_unit "s|unix:[^ ]*|unix:/var/www/$APP.sock|"
