# Steps 17 to 22 of the practice, on the booted server. The same for both deployments.
systemctl start nginx
systemctl status --no-pager nginx

venv=$(student "cd '$DIR' && pipenv --venv")
install -m 644 /dev/stdin "/etc/systemd/system/$UNIT.service" <<EOF
[Unit]
Description=flask app service - App con flask y Gunicorn
After=network.target

[Service]
User=$DEPLOY_USER
Group=www-data
Environment="PATH=$venv/bin"
WorkingDirectory=$DIR/
ExecStart=$venv/bin/gunicorn --workers 3 --bind unix:$SOCK wsgi:app

[Install]
WantedBy=multi-user.target
EOF
systemctl daemon-reload
systemctl enable "$UNIT"
systemctl start "$UNIT"

install -m 644 /dev/stdin "$SITE" <<EOF
server {
    listen 80;
    server_name $SERVER_NAME www.$SERVER_NAME;

    access_log /var/log/nginx/$SERVER_NAME.access.log;
    error_log /var/log/nginx/$SERVER_NAME.error.log;

    location / {
            include proxy_params;
            proxy_pass http://unix:$SOCK;
    }
}
EOF
ln -s "$SITE" /etc/nginx/sites-enabled/
nginx -t
systemctl restart nginx
systemctl status --no-pager nginx
