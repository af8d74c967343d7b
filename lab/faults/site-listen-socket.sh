# pins: site.listen/no-port
# step: site
# es: El sitio solo escucha en un socket Unix.
# en: The site listens on a Unix socket only.
# shows: grep -q 'listen unix:' "$SITE"
edit_site 's#listen 80;#listen unix:/run/nginx.sock;#'
