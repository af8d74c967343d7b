# pins: site.error-log/discarded
# step: site
# es: El sitio tira sus errores a /dev/null.
# en: The site throws its errors away into /dev/null.
# shows: grep -q /dev/null "$SITE"
edit_site 's|error_log .*|error_log /dev/null;|'
