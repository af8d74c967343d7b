# says: A Unix socket in place of a port.
sed -i 's|^Environment=.*|Environment=SOCKET=/run/notas/notas.sock|; /^User=/a RuntimeDirectory=notas\nUMask=0000' "$UNIT_FILE"
sed -i 's|proxy_pass .*|proxy_pass http://unix:/run/notas/notas.sock;|' "$SITE"
restart_app
until_true test -S /run/notas/notas.sock
reload_nginx
