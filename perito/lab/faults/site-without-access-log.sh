# pins: site.access-log
# step: site
# es: El sitio no registra sus accesos.
# en: The site does not log its accesses.
# shows: ! grep -q access_log "$SITE"
edit_site '/access_log/d'
