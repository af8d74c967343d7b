# A directory of pages by python3 -m http.server, behind nginx; PHP and uWSGI are there, and wait for their variants.
apt-get -q update
apt-get -q install --yes --no-install-recommends nginx python3 curl php-fpm uwsgi-core uwsgi-plugin-python3
systemctl disable "$(basename /lib/systemd/system/php*-fpm.service)"
install -d -o "$DEPLOY_USER" /srv/pagina
echo '<!doctype html><title>Pagina</title><h1>Pagina</h1>' > /srv/pagina/index.html
cat > /etc/systemd/system/pagina.service <<UNIT
[Unit]
Description=Una pagina
After=network.target

[Service]
User=$DEPLOY_USER
WorkingDirectory=/srv/pagina
ExecStart=/usr/bin/python3 -m http.server --bind 127.0.0.1 8000
Restart=on-failure

[Install]
WantedBy=multi-user.target
UNIT
systemctl enable pagina.service
cat > /etc/nginx/sites-available/pagina <<'SITE'
server {
    listen 80;
    server_name pagina.test;
    access_log /var/log/nginx/pagina.access.log;
    location / {
        proxy_pass http://127.0.0.1:8000;
        proxy_set_header Host $host;
    }
}
SITE
ln -s ../sites-available/pagina /etc/nginx/sites-enabled/pagina
