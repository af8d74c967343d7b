# pins: private.closed
# says: auth_basic is off.
sed -i 's/auth_basic .*/auth_basic off;/' /etc/nginx/sites-available/alfa.test
reload_nginx
