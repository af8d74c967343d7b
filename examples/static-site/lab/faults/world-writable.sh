# pins: site.mode
# says: chmod 777, to be sure.
chmod -R 777 /srv/www/alfa.test
