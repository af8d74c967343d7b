# step: access
# es: nginx admite cinco peticiones por minuto de cada visitante.
# en: nginx takes five requests a minute from a visitor.
# shows: grep -q rate=5r/m /etc/nginx/conf.d/limites.conf
printf 'limit_req_zone $binary_remote_addr zone=pet:1m rate=5r/m;\n' > /etc/nginx/conf.d/limites.conf
edit_site 's#include proxy_params;#limit_req zone=pet; include proxy_params;#'
