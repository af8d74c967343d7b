# pins: site.listen/loopback
# step: site
# es: El sitio solo escucha en [::1]:80.
# en: The site listens on [::1]:80 only.
# shows: grep -q 'listen \[::1\]:80' "$SITE"
edit_site 's/listen 80;/listen [::1]:80;/'
