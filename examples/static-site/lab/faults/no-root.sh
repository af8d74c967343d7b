# pins: site.root
# says: The files of beta.test were put elsewhere.
mv /srv/www/beta.test /srv/www/beta
