# step: names
# es: Directorio, servicio, sitio, socket y server_name se llaman todos de otra manera.
# en: Directory, service, site, socket and server_name all have other names.
# sets: APP=Mi-Tienda DIR=/var/www/Mi-Tienda SOCK=/var/www/Mi-Tienda/gunicorn.sock UNIT=tienda-web SITE=/etc/nginx/sites-available/jorge.conf SERVER_NAME=tienda.jorge.test
# shows: systemctl is-active tienda-web
systemctl disable --quiet --now "$UNIT"
new=/var/www/Mi-Tienda
mv "$DIR" "$new"

move_virtualenv "$new"

sed "s|$VENV|$venv|g; s|$SOCK|$new/gunicorn.sock|; s|$DIR|$new|g" "$UNIT_FILE" \
    > /etc/systemd/system/tienda-web.service
rm "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet --now tienda-web

sed "s|$SOCK|$new/gunicorn.sock|; s|server_name .*|server_name tienda.jorge.test www.tienda.jorge.test;|" "$SITE" \
    > /etc/nginx/sites-available/jorge.conf
rm "$SITE" "$LINK"
ln -s /etc/nginx/sites-available/jorge.conf /etc/nginx/sites-enabled/
nginx -t
systemctl restart nginx
UNIT=tienda-web
settle_app "$new/gunicorn.sock"
