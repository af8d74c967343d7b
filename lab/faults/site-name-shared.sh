# pins: enabled-site.unique/loses-it
# step: enabled-site
# es: Otro sitio activo tiene el mismo server_name y responde en su lugar.
# en: Another enabled site has the same server_name and answers in its place.
# shows: nginx -t 2>&1 | grep -q "conflicting server name"
sed '/location/,/}/c\    location / { return 200 "otra"; }' "$SITE" > /etc/nginx/sites-available/00_otra
ln -s /etc/nginx/sites-available/00_otra /etc/nginx/sites-enabled/
restart_nginx
