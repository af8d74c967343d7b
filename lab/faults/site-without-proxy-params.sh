# pins: site.proxy-headers/none
# step: site
# es: El sitio no pasa las cabeceras del cliente a la aplicación.
# en: The site does not hand the client's headers to the application.
# shows: ! grep -q proxy_params "$SITE"
edit_site '/proxy_params/d'
