# pins: site.listen/ipv6-only
# step: site
# es: El sitio solo escucha en IPv6 y el sitio default se quitó: por IPv4 no contesta nadie.
# en: The site listens on IPv6 only and the default site was removed: nobody answers by IPv4.
# shows: ! grep -q 'listen 80' "$SITE" && [ ! -e /etc/nginx/sites-enabled/default ]
rm /etc/nginx/sites-enabled/default
edit_site 's/listen 80;/listen [::]:80;/'
