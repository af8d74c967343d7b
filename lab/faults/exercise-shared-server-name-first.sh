# pins: exercise.own-server-name/shared
# on: exercise
# step: exercise
# es: Los dos sitios tienen el mismo server_name y nginx lee antes el del ejercicio: contesta por los dos.
# en: Both sites have one server_name and nginx reads the exercise's first: it answers for both.
# shows: [ -e /etc/nginx/sites-enabled/00-practica ]
mv "$LINK" /etc/nginx/sites-enabled/00-practica
edit_site "s|server_name .*|server_name $POC_SERVER_NAME www.$POC_SERVER_NAME;|"
