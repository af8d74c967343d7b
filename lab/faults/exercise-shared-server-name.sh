# pins: exercise.own-server-name/shared
# on: exercise
# step: exercise
# es: El sitio del ejercicio tiene el server_name del primero.
# en: The exercise's site has the first one's server_name.
# shows: grep -q "server_name $POC_SERVER_NAME " "$SITE"
edit_site "s|server_name .*|server_name $POC_SERVER_NAME www.$POC_SERVER_NAME;|"
