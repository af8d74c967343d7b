# pins: service.keys/misspelt, service.bind/not-writable
# on: exercise
# step: service
# es: La unidad tal como está impresa en la práctica: Enviroment= y el socket en /var/www.
# en: The unit as printed in the practice: Enviroment= and the socket in /var/www.
# shows: grep -q "^Enviroment=" "$UNIT_FILE" && grep -q "unix:/var/www/Practica-3.5.sock" "$UNIT_FILE"
sed -i "s|unix:[^;]*|unix:/var/www/Practica-3.5.sock|" "$SITE"
restart_nginx
edit_unit "s|^Environment=|Enviroment=|; s|unix:[^ ]*|unix:/var/www/Practica-3.5.sock|" /var/www/Practica-3.5.sock
