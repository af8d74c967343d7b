# step: site
# es: server_name nombra primero www.
# en: server_name names www first.
# shows: grep -q "server_name www" "$SITE"
edit_site 's/server_name \([^ ]*\) \(.*\);/server_name \2 \1;/'
