# pins: names.hosts-file/url
# step: names
# es: El archivo hosts del cliente tiene http:// delante del nombre.
# en: The client's hosts file has http:// before the name.
# shows: grep -q 'http://' /root/client-hosts
printf '%s http://%s http://www.%s/\n' "$ADDRESS" "$APP" "$APP" > "$CLIENT_HOSTS"
