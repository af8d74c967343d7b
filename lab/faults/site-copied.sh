# pins: enabled-site.link-target/copy
# step: enabled-site
# es: El sitio se copió a sites-enabled en vez de enlazarlo.
# en: The site was copied into sites-enabled instead of linked.
# shows: [ -f "$LINK" ] && [ ! -L "$LINK" ]
rm "$LINK"
cp "$SITE" "$LINK"
restart_nginx
