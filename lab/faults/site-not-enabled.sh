# pins: enabled-site.linked/absent
# step: enabled-site
# es: El sitio no está en sites-enabled.
# en: The site is not in sites-enabled.
# shows: [ ! -e "$LINK" ]
rm "$LINK"
restart_nginx
