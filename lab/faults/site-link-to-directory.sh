# pins: enabled-site.link-target/directory
# step: enabled-site
# es: El enlace lleva al directorio sites-available y no al archivo.
# en: The link leads to the directory sites-available and not to the file.
# shows: [ "$(readlink "$LINK")" = /etc/nginx/sites-available/ ]
rm "$LINK"
ln -s /etc/nginx/sites-available/ "$LINK"
restart_nginx
