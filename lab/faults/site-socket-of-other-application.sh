# pins: site.socket/another
# step: site
# es: proxy_pass nombra el socket de otra aplicación, que contesta en su lugar.
# en: proxy_pass names another application's socket, and that one answers in its place.
# shows: systemctl is-active otra && grep -q otra.sock "$SITE"
cp -a "$DIR" /var/www/otra
rm -f /var/www/otra/*.sock
sed "s|$SOCK|/var/www/otra/otra.sock|; s|$DIR|/var/www/otra|" "$UNIT_FILE" > /etc/systemd/system/otra.service
systemctl daemon-reload
systemctl enable --quiet --now otra
settle_app /var/www/otra/otra.sock
edit_site 's|unix:[^;]*|unix:/var/www/otra/otra.sock|'
