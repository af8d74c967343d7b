# step: access
# es: El límite de peticiones responde 429.
# en: The limit of requests answers 429.
# shows: grep -q limit_req_status "$SITE"
printf 'limit_req_zone $server_name zone=pet:1m rate=12r/m;\n' > /etc/nginx/conf.d/limites.conf
edit_site 's#include proxy_params;#limit_req zone=pet; limit_req_status 429; include proxy_params;#'
