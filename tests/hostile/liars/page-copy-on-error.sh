# fault: gunicorn-stopped
# lie: nginx gives a copy of the page where gunicorn does not answer
# named: page|nginx|socket
mkdir -p /var/www/html/copy
printf '<h1>Aplicacion desplegada</h1>' > /var/www/html/copy/index.html
edit_site '/proxy_pass/a error_page 502 =200 /copy.html; '
sed -i '/server_name/a location = /copy.html { internal; default_type text/html; return 200 "<h1>Aplicacion desplegada</h1>"; }' "$SITE"
restart_nginx
