# pins: enabled-site.linked/hidden
# step: enabled-site
# es: El nombre del enlace empieza por punto: nginx no lo lee.
# en: The link's name starts with a dot: nginx does not read it.
# shows: [ -e /etc/nginx/sites-enabled/.mi_aplicacion ]
mv "$LINK" /etc/nginx/sites-enabled/.mi_aplicacion
restart_nginx
