# step: site
# es: El sitio escucha también en IPv6.
# en: The site listens on IPv6 as well.
# shows: grep -q "listen \[::\]:80" "$SITE"
edit_site '/listen 80/a listen [::]:80;'
