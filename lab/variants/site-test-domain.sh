# step: site
# es: server_name es un dominio propio .test, con otros nombres y mayúsculas.
# en: server_name is a .test domain of one's own, with other names and capitals.
# sets: SERVER_NAME=tienda.test
# shows: grep -q "server_name Tienda.Test" "$SITE"
edit_site 's/server_name .*/server_name Tienda.Test www.Tienda.Test blog.tienda.test;/'
