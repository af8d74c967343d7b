# pins: site.server-name/stands-for-none
# step: site
# es: server_name es localhost.
# en: server_name is localhost.
# shows: grep -q "server_name localhost" "$SITE"
edit_site 's/server_name .*/server_name localhost;/'
