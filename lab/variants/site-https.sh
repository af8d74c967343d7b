# step: site
# es: El sitio redirige a https, con un certificado hecho por uno mismo, y la página tiene estilos.
# en: The site redirects to https, with a certificate of one's own making, and the page has styles.
# shows: grep -q 'listen 443 ssl' "$SITE"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=mi_aplicacion -keyout /etc/ssl/private/mi.key -out /etc/ssl/certs/mi.crt 2>/dev/null
mkdir -p "$DIR/static"; echo 'h1 { color: red }' > "$DIR/static/estilo.css"
sed -i "s|return .*|return '<link rel=\"stylesheet\" href=\"/static/estilo.css\"><h1>Hola</h1>'|" "$DIR/application.py"
restart_app
cat > "$SITE" <<EOF
server {
    listen 80;
    server_name mi_aplicacion www.mi_aplicacion;
    return 301 https://\$host\$request_uri;
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
EOF
restart_nginx
