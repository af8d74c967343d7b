# step: site
# es: nginx de nginx.org, con el sitio escrito en conf.d/default.conf.
# en: nginx of nginx.org, with the site written into conf.d/default.conf.
# shows: grep -q mi_aplicacion /etc/nginx/conf.d/default.conf
# sets: SITE=/etc/nginx/conf.d/default.conf
# What the packages of nginx.org leave instead of Debian's: user nginx, conf.d alone.
useradd --system --no-create-home --shell /sbin/nologin nginx
usermod -aG www-data nginx
cat > /etc/nginx/nginx.conf <<'EOS'
user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    access_log  /var/log/nginx/access.log;
    sendfile        on;
    keepalive_timeout  65;
    include /etc/nginx/conf.d/*.conf;
}
EOS
sed 's#include proxy_params;#proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr;#' \
    "$SITE" > /etc/nginx/conf.d/default.conf
rm -r /etc/nginx/sites-available /etc/nginx/sites-enabled /etc/nginx/proxy_params
restart_nginx
