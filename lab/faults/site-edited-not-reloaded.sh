# pins: nginx-config.current/not-reloaded
# step: nginx-config
# es: proxy_pass se corrigió pero nginx no se recargó: sigue con el socket antiguo.
# en: proxy_pass was corrected but nginx not reloaded: it goes on with the old socket.
# shows: [ "$(find "$SITE" -newermt "@$(stat -c %Y /run/nginx.pid)")" ]
cp "$SITE" /tmp/right
edit_site 's|\.sock;|-viejo.sock;|'
sleep 1.1
cat /tmp/right > "$SITE"
rm /tmp/right
