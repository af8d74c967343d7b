# pins: access.status/https-unanswered
# step: access
# es: El sitio redirige a https, y nadie escucha en el puerto 443.
# en: The site redirects to https, and nobody listens on port 443.
# shows: grep -q 'return 301 https:' "$SITE"
edit_site 's|listen 80;|listen 80;\n    return 301 https://$host$request_uri;|'
