# step: site
# es: El sitio se escribió en el archivo default.
# en: The site was written into the file default.
# sets: SITE=/etc/nginx/sites-available/default
# shows: grep -q "server_name $SERVER_NAME" /etc/nginx/sites-available/default
mv "$SITE" /etc/nginx/sites-available/default
rm "$LINK"
restart_nginx
