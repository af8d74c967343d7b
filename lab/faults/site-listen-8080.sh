# pins: site.listen/other-port
# step: site
# es: El sitio escucha en el puerto 8080.
# en: The site listens on port 8080.
# shows: grep -q "listen 8080" "$SITE"
edit_site 's/listen 80;/listen 8080;/'
