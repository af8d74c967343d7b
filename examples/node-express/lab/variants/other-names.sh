# says: Another unit, another port, and the site in conf.d.
systemctl disable -q --now "$UNIT"
sed 's/PORT=3000/PORT=4321/' "$UNIT_FILE" >/etc/systemd/system/web.service
rm "$UNIT_FILE" /etc/nginx/sites-enabled/notas
systemctl daemon-reload
systemctl enable -q --now web.service
sed 's/:3000/:4321/' "$SITE" >/etc/nginx/conf.d/apuntes.conf
rm "$SITE"
until_true sh -c 'ss -ltn | grep -q :4321'
reload_nginx
