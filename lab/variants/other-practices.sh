# step: site
# es: Hay sitios y unidades de otras prácticas, con avisos de nginx -t sobre sus nombres.
# en: There are sites and units of other practices, with warnings of nginx -t about their names.
# shows: nginx -t 2>&1 | grep -q "conflicting server name"
for one in web1 web2; do
    mkdir -p "/var/www/$one/html"
    echo "<h1>$one</h1>" > "/var/www/$one/html/index.html"
    cat > "/etc/nginx/sites-available/$one" <<EOF
server {
    listen 80;
    listen [::]:80;
    root /var/www/$one/html;
    server_name otra_practica www.otra_practica;
}
EOF
    ln -s "/etc/nginx/sites-available/$one" /etc/nginx/sites-enabled/
done
cat > /etc/systemd/system/node_app.service <<'EOF'
[Service]
Enviroment=NODE_ENV=production
WorkingDirectory=/var/www/web1
ExecStart=/usr/bin/sleep infinity
[Install]
WantedBy=multi-user.target
EOF
systemctl daemon-reload
systemctl enable --quiet --now node_app
restart_nginx
