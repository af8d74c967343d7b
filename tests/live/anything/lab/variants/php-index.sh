# says: PHP as it is usually set up: index.php, and a location for what ends in .php.
# loses: service.user
systemctl disable --now pagina.service
rm $UNIT
systemctl daemon-reload
echo '<?php echo "<!doctype html><title>Pagina</title>"; ?>' > /srv/pagina/index.php
rm /srv/pagina/index.html
fpm=$(basename /lib/systemd/system/php*-fpm.service)
systemctl enable --now "$fpm"
cat > $SITE <<CONF
server {
    listen 80;
    server_name pagina.test;
    access_log /var/log/nginx/pagina.access.log;
    root /srv/pagina;
    index index.php;
    location / {
        try_files \$uri \$uri/ /index.php?\$args;
    }
    location ~ \.php\$ {
        include snippets/fastcgi-php.conf;
        fastcgi_pass unix:/run/php/${fpm%.service}.sock;
    }
}
CONF
reload
