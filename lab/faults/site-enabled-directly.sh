# pins: enabled-site.link-target/written-there
# step: enabled-site
# es: El sitio se escribió directamente en sites-enabled.
# en: The site was written straight into sites-enabled.
# shows: [ ! -e "$SITE" ] && [ -f "$LINK" ]
rm "$LINK"
mv "$SITE" "$LINK"
restart_nginx
