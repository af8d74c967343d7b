# says: Both sites are in one file of conf.d.
rm /etc/nginx/sites-enabled/alfa.test /etc/nginx/sites-enabled/beta.test
cat /etc/nginx/sites-available/*.test >/etc/nginx/conf.d/sitios.conf
reload_nginx
