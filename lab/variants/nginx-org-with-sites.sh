# step: site
# es: nginx de nginx.org, a cuyo nginx.conf se añadió sites-enabled.
# en: nginx of nginx.org, to whose nginx.conf sites-enabled was added.
# shows: grep -q "user  nginx" /etc/nginx/nginx.conf
nginx_org
sed -i 's#include /etc/nginx/conf.d/\*.conf;#&\n    include /etc/nginx/sites-enabled/*;#' /etc/nginx/nginx.conf
restart_nginx
