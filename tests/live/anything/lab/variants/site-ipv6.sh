# says: The site listens at [::]:80, for IPv4 too.
sed -i 's/listen 80;/listen [::]:80 ipv6only=off;/' $SITE
rm -f /etc/nginx/sites-enabled/default
nginx -t -q && systemctl restart nginx
until_true curl -sf -H 'Host: pagina.test' http://127.0.0.1/
