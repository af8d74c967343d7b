# pins: names.hosts-file/commented
# step: names
# es: La línea del archivo hosts del cliente está comentada.
# en: The line of the client's hosts file is commented out.
# shows: grep -q '^#.*mi_aplicacion' /root/client-hosts
printf '#\t102.54.94.97\trhino.acme.com\t# source server\r\n#\t%s\t%s www.%s\r\n' "$ADDRESS" "$APP" "$APP" > "$CLIENT_HOSTS"
