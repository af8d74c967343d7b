# pins: site.enabled
# says: The link of beta.test is missing.
rm /etc/nginx/sites-enabled/beta.test
reload_nginx
