# pins: site.server-name
# says: server_name has another name.
sed -i 's/server_name .*/server_name apuntes.test;/' "$SITE"
reload_nginx
