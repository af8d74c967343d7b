# pins: site.listen/other-port
# step: site
# es: El sitio escucha en el puerto 8080 y el sitio default se quitó.
# en: The site listens on port 8080 and the default site was removed.
# shows: grep -q "listen 8080" "$SITE" && [ ! -e /etc/nginx/sites-enabled/default ]
rm /etc/nginx/sites-enabled/default
edit_site 's/listen 80;/listen 8080;/'
