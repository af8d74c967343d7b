# pins: names.client/only-on-the-server
# step: names
# es: La línea se escribió en el archivo hosts del servidor, no en el del cliente.
# en: The line was written into the server's hosts file, not into the client's.
# shows: grep -q 'mi_aplicacion' /etc/hosts
printf '%s %s www.%s\n' "$ADDRESS" "$APP" "$APP" >> /etc/hosts
printf '127.0.0.1 localhost\n' > "$CLIENT_HOSTS"
