# pins: site.exists/none
# step: site
# es: No hay ningún sitio de nginx para la aplicación.
# en: There is no nginx site for the application.
# shows: [ ! -e "$SITE" ]
rm "$SITE" "$LINK"
restart_nginx
