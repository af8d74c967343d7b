# pins: site.mode
# says: Only its owner may enter beta.test.
chmod 700 /srv/www/beta.test
