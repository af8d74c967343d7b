# pins: enabled-site.linked/not-included
# step: enabled-site
# es: nginx.conf ya no incluye sites-enabled.
# en: nginx.conf no longer includes sites-enabled.
# shows: grep -q '#include /etc/nginx/sites-enabled' /etc/nginx/nginx.conf
sed -i 's|include /etc/nginx/sites-enabled|#&|' /etc/nginx/nginx.conf
restart_nginx
