# pins: site.server-name/misspelt
# step: site
# es: server_name está mal escrito.
# en: server_name is misspelt.
# shows: grep -q "server_name mi_aplicaion" "$SITE"
edit_site 's/server_name .*/server_name mi_aplicaion www.mi_aplicaion;/'
