# pins: nginx-config.current/not-reloaded
# step: nginx-config
# es: El sitio con el socket equivocado se cambió por la copia de seguridad (mv), y Nginx no se recargó.
# en: The site with the wrong socket was replaced by the backup (mv), and nginx not reloaded.
# shows: grep -q "$SOCK" "$SITE" && [ -n "$(find "$SITE" -newercm /run/nginx.pid)" ]
cp -p "$SITE" /root/right
edit_site 's|\.sock;|-viejo.sock;|'
sleep 0.3
mv /root/right "$SITE"
