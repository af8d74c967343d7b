# step: site
# es: nginx viene de nginx.org: usuario nginx y sitios en conf.d.
# en: nginx is nginx.org's: user nginx, and sites in conf.d.
# shows: [ ! -e /etc/nginx/sites-enabled ] && grep -q "user  nginx" /etc/nginx/nginx.conf
# sets: SITE=/etc/nginx/conf.d/mi_aplicacion.conf
nginx_org
sed 's#include proxy_params;#proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;#' \
    "$SITE" > /etc/nginx/conf.d/mi_aplicacion.conf
rm -r /etc/nginx/sites-available /etc/nginx/sites-enabled /etc/nginx/proxy_params
restart_nginx
