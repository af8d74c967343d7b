# pins: nginx.active/not-started-since
# step: nginx
# es: Nginx no arrancó por un error del sitio; el sitio está corregido, pero nadie ha vuelto a iniciar Nginx.
# en: nginx did not start for an error in the site; the site is corrected, but nobody has started nginx since.
# shows: nginx -t && systemctl is-failed nginx
cp -p "$SITE" /root/right
edit_site 's|listen 80;|listen 80|'
sleep 0.3
cat /root/right > "$SITE"
