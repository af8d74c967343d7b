# pins: site.listen/no-such-address
# step: site
# es: listen nombra una dirección que este servidor no tiene, el sitio default se quitó, y nginx no arranca.
# en: listen names an address that this server does not have, the default site was removed, and nginx does not start.
# shows: grep -q 'listen 192.0.2.10:80' "$SITE" && [ ! -e /etc/nginx/sites-enabled/default ]
rm /etc/nginx/sites-enabled/default
edit_site 's/listen 80;/listen 192.0.2.10:80;/'
