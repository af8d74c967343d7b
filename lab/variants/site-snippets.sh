# step: site
# es: El sitio reparte sus líneas en snippets.
# en: The site has its lines in snippets.
# shows: [ -e /etc/nginx/snippets/mi_app.conf ]
printf 'include proxy_params;\nproxy_pass http://unix:%s;\n' "$SOCK" > /etc/nginx/snippets/mi_app.conf
printf 'access_log /var/log/nginx/mi_aplicacion.access.log;\nerror_log /var/log/nginx/mi_aplicacion.error.log warn;\n' > /etc/nginx/snippets/logs.conf
cat > "$SITE" <<'EOF'
server {
    listen 80;
    server_name mi_aplicacion www.mi_aplicacion;
    include snippets/logs.conf;
    location / { include snippets/mi_app.conf; }
}
EOF
restart_nginx
