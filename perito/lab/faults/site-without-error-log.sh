# pins: site.error-log
# step: site
# es: El sitio no registra sus errores.
# en: The site does not log its errors.
# shows: ! grep -q error_log "$SITE"
edit_site '/error_log/d'
