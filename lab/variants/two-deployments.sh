# step: names
# es: En el servidor hay un segundo despliegue con los mismos nombres de archivos.
# en: The server has a second deployment with files of the same names.
# shows: systemctl is-active otra
cp -a "$DIR" /var/www/otra
rm -f /var/www/otra/*.sock
sed "s|$SOCK|/var/www/otra/otra.sock|; s|$DIR|/var/www/otra|" "$UNIT_FILE" > /etc/systemd/system/otra.service
sed "s|$SOCK|/var/www/otra/otra.sock|; s|mi_aplicacion|otra|g" "$SITE" > /etc/nginx/sites-available/otra
ln -s /etc/nginx/sites-available/otra /etc/nginx/sites-enabled/
systemctl daemon-reload
systemctl enable --quiet --now otra
settle_app /var/www/otra/otra.sock
restart_nginx
