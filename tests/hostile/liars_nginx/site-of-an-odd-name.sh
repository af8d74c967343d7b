# fault: application-500
# lie: a file whose name has a line break and blanks answers for the site
# named: page|nginx
name="/etc/nginx/sites-enabled/0
# configuration file x"
printf 'server { listen 80; server_name %s www.%s; access_log /var/log/nginx/%s.access.log; default_type text/html; return 200 "<h1>Aplicacion desplegada</h1>"; }\n' $SERVER_NAME $SERVER_NAME $SERVER_NAME > "$name"
restart_nginx
