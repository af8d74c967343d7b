# server: two requests a second for each visitor
printf 'limit_req_zone $binary_remote_addr zone=each:1m rate=2r/s;\n' > /etc/nginx/conf.d/limit.conf
edit_site 's#include proxy_params;#limit_req zone=each burst=3; include proxy_params;#'
