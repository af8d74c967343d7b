# pins: nginx-config.current/not-reloaded
# step: nginx-config
# es: El sitio se activó pero nginx no se reinició después.
# en: The site was enabled but nginx not restarted afterwards.
# shows: [ "$(find "$LINK" -newermt "@$(stat -c %Y /run/nginx.pid)")" ]
rm "$LINK"
restart_nginx
sleep 1.1
ln -s "$SITE" "$LINK"
