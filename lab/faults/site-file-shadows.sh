# pins: access.page/answers-itself
# step: access
# es: Un index.html del directorio tapa la aplicación.
# en: An index.html of the directory hides the application.
# shows: [ -e "$DIR/index.html" ] && grep -q try_files "$SITE"
echo '<h1>Aplicacion desplegada</h1>' > "$DIR/index.html"
cat > "$SITE" <<EOF
server {
    listen 80;
    server_name mi_aplicacion www.mi_aplicacion;
    access_log /var/log/nginx/mi_aplicacion.access.log;
    error_log /var/log/nginx/mi_aplicacion.error.log;
    root $DIR;
    location / { try_files \$uri \$uri/index.html \$uri/ @app; }
    location @app { include proxy_params; proxy_pass http://unix:$SOCK; }
}
EOF
restart_nginx
