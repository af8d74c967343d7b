# step: site
# es: El sitio escucha en [::]:80 con ipv6only=off, también por IPv4.
# en: The site listens on [::]:80 with ipv6only=off, by IPv4 too.
# shows: grep -q ipv6only=off "$SITE"
rm /etc/nginx/sites-enabled/default
edit_site 's|listen 80;|listen [::]:80 ipv6only=off;|'
