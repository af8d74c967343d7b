# pins: names.hosts-file/utf-16
# step: names
# es: El archivo hosts del cliente se guardó como UTF-16.
# en: The client's hosts file was saved as UTF-16.
# shows: ! grep -q mi_aplicacion /root/client-hosts && iconv -f UTF-16 -t UTF-8 /root/client-hosts | grep -q mi_aplicacion
printf '%s %s www.%s\r\n' "$ADDRESS" "$APP" "$APP" | iconv -f UTF-8 -t UTF-16 > "$CLIENT_HOSTS"
