# pins: site.listen/loopback
# step: site
# es: El sitio escucha solo en 127.0.0.1:80.
# en: The site listens on 127.0.0.1:80 only.
# shows: grep -q "listen 127.0.0.1:80" "$SITE"
edit_site 's/listen 80;/listen 127.0.0.1:80;/'
