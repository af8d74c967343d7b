# pins: site.server-name/final-dot
# step: site
# es: server_name acaba en punto: nginx se lo quita al nombre que pide el navegador, y no coinciden nunca.
# en: server_name ends in a dot: nginx takes it off the name that a browser asks for, so they never agree.
# shows: grep -q "server_name mi_aplicacion\. " "$SITE"
edit_site 's/server_name .*/server_name mi_aplicacion. www.mi_aplicacion.;/'
