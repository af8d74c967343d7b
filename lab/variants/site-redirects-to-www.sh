# step: site
# es: El nombre sin www redirige a www.
# en: The name without www redirects to www.
# shows: grep -q "return 301" "$SITE"
sed -i "s/server_name .*/server_name www.$SERVER_NAME;/" "$SITE"
cat >> "$SITE" <<EOF
server {
    listen 80;
    server_name $SERVER_NAME;
    return 301 http://www.$SERVER_NAME\$request_uri;
}
EOF
restart_nginx
