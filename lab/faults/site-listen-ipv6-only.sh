# pins: site.listen/ipv6-only
# step: site
# es: El sitio solo escucha en IPv6 y el servidor se visita por IPv4.
# en: The site listens on IPv6 only, and the server is visited by IPv4.
# shows: ! grep -q 'listen 80' "$SITE"
edit_site 's/listen 80;/listen [::]:80;/'
