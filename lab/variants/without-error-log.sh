# es: El sitio no nombra registro: vale el de nginx.conf.
# en: The site names no log: nginx.conf's holds.
# shows: ! grep -q error_log "$SITE"
edit_site '/error_log/d'
