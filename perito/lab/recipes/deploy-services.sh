#!/bin/bash
# Steps 17 to 22 of the practice, typed by the student on the booted server. From boot.py: DIR, SOCK, UNIT, SITE,
# SERVER_NAME, PASSWORD. The same for both deployments.
set -eu

sudo() { echo "$PASSWORD" | command sudo -S -p '' "$@"; }
# sudo reads the password from the same standard input that a here-document would use.
write() { cat > /tmp/written && sudo install -m 644 /tmp/written "$1" && rm /tmp/written; }

sudo systemctl start nginx
sudo systemctl status --no-pager nginx

venv=$(cd "$DIR" && pipenv --venv)
write "/etc/systemd/system/$UNIT.service" <<EOF
[Unit]
Description=flask app service - App con flask y Gunicorn
After=network.target

[Service]
User=$USER
Group=www-data
Environment="PATH=$venv/bin"
WorkingDirectory=$DIR/
ExecStart=$venv/bin/gunicorn --workers 3 --bind unix:$SOCK wsgi:app

[Install]
WantedBy=multi-user.target
EOF
sudo systemctl daemon-reload
sudo systemctl enable "$UNIT"
sudo systemctl start "$UNIT"

write "$SITE" <<EOF
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
sudo ln -s "$SITE" /etc/nginx/sites-enabled/
sudo nginx -t
sudo systemctl restart nginx
sudo systemctl status --no-pager nginx
sudo -K
