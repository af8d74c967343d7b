# pins: page.missing
# says: error_page was forgotten in beta.test.
sed -i '/error_page/d' /etc/nginx/sites-available/beta.test
reload_nginx
