# step: site
# es: Dos despliegues en un solo archivo; se califica el segundo.
# en: Two deployments in one file; the second one is graded.
# shows: systemctl is-active panel
# sets: SITE=/etc/nginx/sites-available/sitios
cp -a "$DIR" /var/www/otra
rm -f /var/www/otra/*.sock
sed "s#$DIR#/var/www/otra#g; s#mi_aplicacion.sock#otra.sock#" "$UNIT_FILE" > /etc/systemd/system/panel.service
systemctl daemon-reload
systemctl enable --quiet --now panel
sed 's#mi_aplicacion#otra#g' "$SITE" > /tmp/p
cat "$SITE" >> /tmp/p
cat /tmp/p > /etc/nginx/sites-available/sitios
rm "$LINK" "$SITE"
ln -s /etc/nginx/sites-available/sitios /etc/nginx/sites-enabled/sitios
settle_app /var/www/otra/otra.sock
restart_nginx
