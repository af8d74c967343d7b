# step: nginx-config
# es: El sitio, su enlace y nginx.conf se volvieron a guardar o a crear sin cambiar nada, y Nginx no se recargó.
# en: The site, its link and nginx.conf were saved or made again without a change, and nginx not reloaded.
# shows: [ "$(find "$SITE" -newermt "@$(stat -c %Y /run/nginx.pid)")" ]
sleep 1.1
touch "$SITE" /etc/nginx/nginx.conf
ln -sf "$SITE" "$LINK"
