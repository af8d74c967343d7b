# pins: access.status/proxy-path
# step: access
# es: proxy_pass añade una ruta que la aplicación no tiene.
# en: proxy_pass adds a path that the application does not have.
# shows: grep -q ':/app/' "$SITE"
edit_site 's|\.sock;|.sock:/app/;|'
