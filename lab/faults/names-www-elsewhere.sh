# pins: names.www/other-address
# step: names
# es: En el archivo hosts del cliente el nombre con www lleva a otra dirección.
# en: In the client's hosts file the name with www. leads elsewhere.
# shows: grep -q '^192.0.2.10 www' /root/client-hosts
printf '%s %s\n192.0.2.10 www.%s\n' "$ADDRESS" "$APP" "$APP" > "$CLIENT_HOSTS"
