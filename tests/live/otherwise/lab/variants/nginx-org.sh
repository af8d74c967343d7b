# says: nginx is set up as nginx.org's packages leave it: user nginx, conf.d alone.
useradd --system --no-create-home --shell /sbin/nologin nginx
usermod -aG www-data nginx
cat > /etc/nginx/nginx.conf <<'CONF'

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
CONF
sed 's#include proxy_params;#proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;#' \
    $SITE > /etc/nginx/conf.d/mi_aplicacion.conf
rm -r /etc/nginx/sites-available /etc/nginx/sites-enabled /etc/nginx/snippets /etc/nginx/modules-* /etc/nginx/proxy_params
systemctl restart nginx
