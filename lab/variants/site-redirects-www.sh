# step: site
# es: Otro bloque server redirige www al nombre sin www.
# en: Another server block redirects www to the name without www.
# shows: grep -q "return 301" "$SITE"
sed -i "s/server_name .*/server_name $SERVER_NAME;/" "$SITE"
cat >> "$SITE" <<EOF
server {
    listen 80;
    server_name www.$SERVER_NAME;
    return 301 http://$SERVER_NAME\$request_uri;
}
EOF
restart_nginx
