# pins: site.listen/loopback
# step: site
# es: El sitio escucha solo en 127.0.0.1:80 y el sitio default se quitó.
# en: The site listens on 127.0.0.1:80 only and the default site was removed.
# shows: grep -q "listen 127.0.0.1:80" "$SITE" && [ ! -e /etc/nginx/sites-enabled/default ]
rm /etc/nginx/sites-enabled/default
edit_site 's/listen 80;/listen 127.0.0.1:80;/'
