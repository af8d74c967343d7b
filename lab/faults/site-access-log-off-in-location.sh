# pins: site.access-log/off
# step: site
# es: access_log off está dentro de location y manda sobre el del sitio.
# en: access_log off is inside the location, and wins over the site's.
# shows: sed -n '/location/,/}/p' "$SITE" | grep -q 'access_log off'
edit_site 's|include proxy_params;|access_log off;\n            include proxy_params;|'
