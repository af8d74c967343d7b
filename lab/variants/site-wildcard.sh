# step: site
# es: server_name cubre www con un comodín.
# en: server_name covers www with a wildcard.
# sets: SERVER_NAME=tienda.test
# shows: grep -q "server_name tienda.test \*.tienda.test" "$SITE"
edit_site 's/server_name .*/server_name tienda.test *.tienda.test;/'
