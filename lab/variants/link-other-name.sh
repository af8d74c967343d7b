# step: enabled-site
# es: El enlace tiene otro nombre que el archivo del sitio.
# en: The link has another name than the site's file.
# shows: [ -L /etc/nginx/sites-enabled/mi-sitio.conf ]
rm "$LINK"
ln -sf "$SITE" /etc/nginx/sites-enabled/mi-sitio.conf
restart_nginx
