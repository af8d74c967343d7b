# fault: application-500
# lie: where the application fails nginx asks a second server
# named: page
cat > /etc/nginx/conf.d/app.conf <<EOS
upstream app { server unix:$SOCK; server 127.0.0.1:8765 backup; }
server { listen 127.0.0.1:8765; access_log off; default_type text/html; return 200 "<h1>Aplicacion desplegada</h1>"; }
EOS
edit_site 's|proxy_pass .*|proxy_pass http://app; proxy_next_upstream error http_500;|'
