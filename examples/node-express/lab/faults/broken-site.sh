# pins: site.valid
# says: A semicolon of the site's file was lost, and nginx not reloaded.
sed -i 's/notas.access.log;/notas.access.log/' "$SITE"
