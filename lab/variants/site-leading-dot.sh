# step: site
# es: server_name empieza por punto: cubre el nombre y todos los que acaban en él.
# en: server_name begins with a dot: it covers the name and all that end in it.
# sets: SERVER_NAME=tienda.test
# shows: grep -q "server_name .tienda.test" "$SITE"
edit_site 's/server_name .*/server_name .tienda.test;/'
