# pins: names.hosts-file/misspelt
# step: names
# es: El archivo hosts del cliente tiene mal escrito el nombre.
# en: The name is misspelt in the client's hosts file.
# shows: grep -q 'mi-aplicaion' /root/client-hosts
printf '127.0.0.1 localhost\n%s mi-aplicaion www.mi-aplicaion\n' "$ADDRESS" > "$CLIENT_HOSTS"
