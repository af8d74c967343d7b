# step: site
# es: server_name es una expresión regular que cubre el nombre con y sin www.
# en: server_name is a regular expression that covers the name with www and without.
# sets: SERVER_NAME=tienda.test
# shows: grep -q "server_name ~^" "$SITE"
edit_site 's/server_name .*/server_name ~^(www\\.)?tienda\\.test$;/'
