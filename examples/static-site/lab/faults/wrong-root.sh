# pins: page.front
# says: The site of beta.test was copied and serves alfa.test.
sed -i 's|root .*|root /srv/www/alfa.test;|' /etc/nginx/sites-available/beta.test
reload_nginx
