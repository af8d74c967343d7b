# step: site
# es: nginx de nginx.org, con los sitios en conf.d/apps/.
# en: nginx of nginx.org, with sites in conf.d/apps/.
# shows: [ -e /etc/nginx/conf.d/apps/mi_aplicacion.conf ]
# sets: SITE=/etc/nginx/conf.d/apps/mi_aplicacion.conf
nginx_org
mkdir /etc/nginx/conf.d/apps
printf 'include /etc/nginx/conf.d/apps/*.conf;\n' > /etc/nginx/conf.d/apps.conf
sed 's#include proxy_params;#proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;#' \
    "$SITE" > /etc/nginx/conf.d/apps/mi_aplicacion.conf
rm -r /etc/nginx/sites-available /etc/nginx/sites-enabled /etc/nginx/proxy_params
restart_nginx
