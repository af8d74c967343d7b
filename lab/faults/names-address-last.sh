# pins: names.hosts-file/no-address
# step: names
# es: En el archivo hosts del cliente la dirección va detrás del nombre.
# en: In the client's hosts file the address comes after the name.
# shows: grep -q '^mi_aplicacion .*198' /root/client-hosts
printf '127.0.0.1 localhost\n%s www.%s %s\n' "$APP" "$APP" "$ADDRESS" > "$CLIENT_HOSTS"
