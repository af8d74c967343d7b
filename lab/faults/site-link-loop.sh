# pins: enabled-site.link-target/itself
# step: enabled-site
# es: El enlace apunta a sí mismo.
# en: The link leads to itself.
# shows: [ "$(readlink "$LINK")" = "$LINK" ]
rm "$LINK"; ln -s "$LINK" "$LINK"
restart_nginx
