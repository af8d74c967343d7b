# pins: names.hosts-file/no-address
# step: names
# es: La línea del archivo hosts del cliente se copió de la práctica: 192.168.X.X.
# en: The line of the client's hosts file was copied from the practice: 192.168.X.X.
# shows: grep -q '^192.168.X.X mi' /root/client-hosts
printf '127.0.0.1 localhost\n192.168.X.X %s www.%s\n' "$APP" "$APP" > "$CLIENT_HOSTS"
