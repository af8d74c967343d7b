# pins: names.client/other-names
# step: names
# es: El archivo hosts del cliente conoce el servidor por el nombre del ejemplo.
# en: The client's hosts file knows the server by the example's name.
# shows: grep -q 'myproject' /root/client-hosts
printf '%s myproject www.myproject\n' "$ADDRESS" > "$CLIENT_HOSTS"
