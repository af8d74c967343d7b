# step: site
# es: Un archivo con dos sitios y, de cada uno, un bloque que redirige www al nombre sin www.
# en: One file with two sites and, of each, a block that redirects www to the bare name.
# shows: systemctl is-active tienda
# sets: APP= SITE=/etc/nginx/sites-available/todo
cp -a "$DIR" /var/www/tienda
rm -f /var/www/tienda/*.sock
sed "s#$DIR#/var/www/tienda#g; s#mi_aplicacion.sock#tienda.sock#" "$UNIT_FILE" > /etc/systemd/system/tienda.service
systemctl daemon-reload
systemctl enable --quiet --now tienda
rm "$LINK" "$SITE"
for uno in mi_aplicacion tienda; do
    cat >> /etc/nginx/sites-available/todo <<EOS
server {
    listen 80;
    server_name www.$uno;
    access_log /var/log/nginx/$uno.access.log;
    return 301 http://$uno\$request_uri;
}
server {
    listen 80;
    server_name $uno;
    access_log /var/log/nginx/$uno.access.log;
    error_log /var/log/nginx/$uno.error.log;
    location / {
        include proxy_params;
        proxy_pass http://unix:/var/www/$uno/$uno.sock;
    }
}
EOS
done
ln -s /etc/nginx/sites-available/todo /etc/nginx/sites-enabled/todo
settle_app /var/www/tienda/tienda.sock
restart_nginx
