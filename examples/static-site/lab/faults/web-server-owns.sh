# pins: site.owner
# says: alfa.test was given to www-data.
chown -R www-data: /srv/www/alfa.test
