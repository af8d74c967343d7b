# pins: access.log
# says: access_log is off.
sed -i 's/access_log .*/access_log off;/' "$SITE"
reload_nginx
