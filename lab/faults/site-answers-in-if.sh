# pins: access.page/answers-itself
# step: access
# es: Un if del sitio contesta él mismo la página /.
# en: An if of the site answers the page / by itself.
# shows: grep -q 'if (' "$SITE"
edit_site 's|location / {|if ($request_uri ~ "^/(\\?.*)?$") { return 200 "<h1>Aplicacion desplegada</h1>"; }\n    location / {|'
