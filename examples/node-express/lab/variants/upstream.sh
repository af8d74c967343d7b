# says: The address stands in an upstream block.
sed -i 's|proxy_pass .*|proxy_pass http://notas_app;|; 1i upstream notas_app { server 127.0.0.1:3000; }' "$SITE"
reload_nginx
