# pins: site.server-name/address
# step: site
# es: server_name es una dirección IP.
# en: server_name is an IP address.
# shows: grep -q "server_name 192.168.1.50" "$SITE"
edit_site 's/server_name .*/server_name 192.168.1.50;/'
