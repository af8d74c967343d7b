# pins: access.log/redirect-loses-query
# step: site
# es: La redirección a https pierde la ruta y los parámetros.
# en: The redirect to https loses the path and the parameters.
# shows: grep -q 'https://$host/;' "$SITE"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=mi_aplicacion -keyout /etc/ssl/private/mi.key -out /etc/ssl/certs/mi.crt 2>/dev/null
cat > "$SITE" <<END
server {
    listen 80;
    server_name mi_aplicacion www.mi_aplicacion;
    return 301 https://\$host/;
}
server {
    listen 443 ssl;
    server_name mi_aplicacion www.mi_aplicacion;
    ssl_certificate /etc/ssl/certs/mi.crt;
    ssl_certificate_key /etc/ssl/private/mi.key;
    access_log /var/log/nginx/mi_aplicacion.access.log;
    error_log /var/log/nginx/mi_aplicacion.error.log;
    location / {
        include proxy_params;
        proxy_pass http://unix:$SOCK;
    }
}
END
restart_nginx
