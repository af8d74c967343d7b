# pins: enabled-site.link-target/read-directly
# step: enabled-site
# es: El sitio se escribió en conf.d: funciona, pero no hay enlace en sites-enabled.
# en: The site was written into conf.d: it works, but there is no link in sites-enabled.
# shows: [ -e /etc/nginx/conf.d/mi_aplicacion.conf ]
mv "$SITE" /etc/nginx/conf.d/mi_aplicacion.conf
rm "$LINK"
restart_nginx
