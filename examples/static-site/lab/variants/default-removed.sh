# says: Debian's own site is gone.
rm -f /etc/nginx/sites-enabled/default
reload_nginx
