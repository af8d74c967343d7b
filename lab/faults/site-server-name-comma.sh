# pins: site.server-name/comma
# step: site
# es: Los nombres de server_name van separados por comas.
# en: The names of server_name are separated by commas.
# shows: grep -q "server_name $SERVER_NAME," "$SITE"
edit_site 's/server_name \([^ ]*\) /server_name \1, /'
