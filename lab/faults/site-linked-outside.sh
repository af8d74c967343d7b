# pins: enabled-site.linked/absent
# step: enabled-site
# es: El enlace se creó en /etc/nginx y no en sites-enabled.
# en: The link was made in /etc/nginx and not in sites-enabled.
# shows: [ -L /etc/nginx/mi_aplicacion ]
rm "$LINK"
ln -s "$SITE" /etc/nginx/mi_aplicacion
restart_nginx
