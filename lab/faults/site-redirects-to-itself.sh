# pins: access.status/redirects-to-itself
# step: access
# es: El sitio redirige a sí mismo sin fin.
# en: The site redirects to itself without end.
# shows: grep -q 'return 301 http:' "$SITE"
edit_site 's|listen 80;|listen 80;\n    return 301 http://$host$request_uri;|'
