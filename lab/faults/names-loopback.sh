# pins: names.server-name/loopback
# step: names
# es: El archivo hosts del cliente lleva el nombre al propio cliente.
# en: The client's hosts file leads the name to the client itself.
# shows: grep -q '^127.0.0.1.*mi_aplicacion' /root/client-hosts
printf '127.0.0.1 localhost %s www.%s\n' "$APP" "$APP" > "$CLIENT_HOSTS"
