# step: access
# es: nginx admite una sola conexión a la vez por visitante (limit_conn 1).
# en: nginx takes one connection at a time from a visitor (limit_conn 1).
# shows: grep -q "limit_conn dir 1" "$SITE"
sed -i "s/return '<h1>/import time; time.sleep(0.5); &/" "$DIR/application.py"
restart_app
printf 'limit_conn_zone $binary_remote_addr zone=dir:1m;\nlimit_req_zone $binary_remote_addr zone=pet:1m rate=5r/s;\n' > /etc/nginx/conf.d/limites.conf
edit_site 's#include proxy_params;#limit_conn dir 1; limit_req zone=pet burst=10 nodelay; include proxy_params;#'
