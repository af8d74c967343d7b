# step: site
# es: Dos despliegues en un solo archivo de sitio, sin decir cuál se califica.
# en: Two deployments in one file of sites, without saying which is graded.
# shows: systemctl is-active panel
# sets: APP= SITE=/etc/nginx/sites-available/sitios
cp -a "$DIR" /var/www/panel
rm -f /var/www/panel/*.sock
sed "s#$DIR#/var/www/panel#g; s#mi_aplicacion.sock#panel.sock#" "$UNIT_FILE" > /etc/systemd/system/panel.service
systemctl daemon-reload
systemctl enable --quiet --now panel
sed 's#mi_aplicacion#panel#g' "$SITE" > /tmp/p
cat /tmp/p >> "$SITE"
mv "$SITE" /etc/nginx/sites-available/sitios
rm "$LINK"
ln -s /etc/nginx/sites-available/sitios /etc/nginx/sites-enabled/sitios
settle_app /var/www/panel/panel.sock
restart_nginx
