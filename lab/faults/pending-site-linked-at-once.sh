# pins: nginx-config.current/not-reloaded
# step: nginx-config
# es: El enlace del sitio se creó justo después de reiniciar Nginx, no antes.
# en: The site's link was made right after the restart of nginx, not before.
# shows: [ -L "$LINK" ] && python3 -c "import urllib.request as u; print(u.urlopen(u.Request('http://127.0.0.1/', headers={'Host': '$SERVER_NAME'})).read().decode())" | grep -qi "welcome to nginx"
rm "$LINK"
restart_nginx
sleep 0.3
ln -s "$SITE" "$LINK"
