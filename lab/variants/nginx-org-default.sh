# step: site
# es: nginx de nginx.org, con el sitio escrito en conf.d/default.conf.
# en: nginx of nginx.org, with the site written into conf.d/default.conf.
# shows: grep -q mi_aplicacion /etc/nginx/conf.d/default.conf
# sets: SITE=/etc/nginx/conf.d/default.conf
nginx_org
sed 's#include proxy_params;#proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr;#' \
    "$SITE" > /etc/nginx/conf.d/default.conf
rm -r /etc/nginx/sites-available /etc/nginx/sites-enabled /etc/nginx/proxy_params
restart_nginx
