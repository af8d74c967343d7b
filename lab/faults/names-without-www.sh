# pins: names.www/other-names
# step: names
# es: En el archivo hosts del cliente falta el nombre con www.
# en: The client's hosts file lacks the name with www.
# shows: grep -q mi_aplicacion /root/client-hosts && ! grep -q www /root/client-hosts
printf '%s %s\n' "$ADDRESS" "$APP" > "$CLIENT_HOSTS"
