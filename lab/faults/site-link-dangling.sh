# pins: enabled-site.link-target/dangling
# step: enabled-site
# es: El enlace de sites-enabled apunta a un archivo que no existe; nginx ya no pudo reiniciarse.
# en: The link in sites-enabled points to a file that does not exist; nginx could not be restarted.
# shows: [ -L "$LINK" ] && [ ! -e "$LINK" ]
ln -sf "${SITE}n" "$LINK"
restart_nginx
