# step: site
# es: El sitio limita las peticiones por segundo.
# en: The site limits requests per second.
# shows: grep -q limit_req "$SITE"
echo 'limit_req_zone $binary_remote_addr zone=uno:1m rate=2r/s;' > /etc/nginx/conf.d/limite.conf
edit_site 's|include proxy_params;|limit_req zone=uno burst=3 nodelay; include proxy_params;|'
