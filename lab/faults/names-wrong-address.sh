# pins: names.server-name/other-address
# step: names
# es: El archivo hosts del cliente da otra dirección.
# en: The client's hosts file has another address.
# shows: grep -q '^192.0.2.10 mi_aplicacion' /root/client-hosts
printf '127.0.0.1 localhost\n192.0.2.10 %s www.%s\n' "$APP" "$APP" > "$CLIENT_HOSTS"
