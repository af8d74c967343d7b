# pins: enabled-site.linked
# says: El sitio no está enlazado.
rm /etc/nginx/sites-enabled/midjango
reload_nginx
