# pins: site.server-name/url
# step: site
# es: server_name lleva http:// delante.
# en: server_name has http:// in front.
# shows: grep -q "server_name http:" "$SITE"
edit_site 's|server_name .*|server_name http://mi_aplicacion http://www.mi_aplicacion;|'
