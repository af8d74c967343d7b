# pins: site.server-name-www/absent
# step: site
# es: server_name no tiene el nombre con www.
# en: server_name lacks the name with www.
# shows: ! grep -q "www\.$SERVER_NAME" "$SITE"
edit_site '/server_name/s/ www[^;]*//'
