# pins: access.page/answers-itself
# step: access
# es: El sitio contesta él mismo con el texto de la página: la aplicación no interviene.
# en: The site itself answers with the page's text: the application takes no part.
# shows: grep -q "return 200" "$SITE"
edit_site '/server_name/a default_type text/html; return 200 "<h1>Aplicacion desplegada</h1>";'
