# pins: site.access-log/off
# step: site
# es: El sitio desactiva el registro de accesos.
# en: The site switches its access log off.
# shows: grep -q "access_log off" "$SITE"
edit_site 's|access_log .*|access_log off;|'
