# pins: site.server-name/look-alike
# step: site
# es: server_name lleva comillas tipográficas, copiadas de un documento.
# en: server_name has typographic quotes, copied from a document.
# shows: grep -q “ "$SITE"
edit_site 's/server_name .*/server_name “mi_aplicacion” “www.mi_aplicacion”;/'
