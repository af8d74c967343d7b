# es: El sitio no nombra registro: vale el de nginx.conf.
# en: The site names no log: nginx.conf's holds.
# shows: ! grep -q access_log "$SITE"
edit_site '/access_log/d'
