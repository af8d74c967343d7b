# pins: site.listen/no-such-address
# step: site
# es: listen nombra una dirección que este servidor no tiene.
# en: listen names an address that this server does not have.
# shows: grep -q 'listen 192.0.2.10:80' "$SITE"
edit_site 's/listen 80;/listen 192.0.2.10:80;/'
