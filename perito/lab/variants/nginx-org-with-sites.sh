# step: site
# es: nginx de nginx.org, a cuyo nginx.conf se añadió sites-enabled.
# en: nginx of nginx.org, to whose nginx.conf sites-enabled was added.
# shows: grep -q "user  nginx" /etc/nginx/nginx.conf
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
sed -i 's#include /etc/nginx/conf.d/\*.conf;#&\n    include /etc/nginx/sites-enabled/*;#' /etc/nginx/nginx.conf
restart_nginx
