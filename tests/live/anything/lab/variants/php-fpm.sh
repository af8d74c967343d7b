# says: PHP, by fastcgi_pass to Debian's php-fpm.
# loses: service.user
systemctl disable --now pagina.service
rm $UNIT
systemctl daemon-reload
echo '<?php echo "<!doctype html><title>Pagina</title>"; ?>' > /srv/pagina/index.php
fpm=$(basename /lib/systemd/system/php*-fpm.service)
systemctl enable --now "$fpm"
sed -i "s#proxy_pass .*#root /srv/pagina; include fastcgi_params; fastcgi_param SCRIPT_FILENAME /srv/pagina/index.php; fastcgi_pass unix:/run/php/${fpm%.service}.sock;#; /proxy_set_header/d" $SITE
reload
