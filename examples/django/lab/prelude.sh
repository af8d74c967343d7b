DIR=/var/www/midjango
SETTINGS=$DIR/proyecto/settings.py
SITE=/etc/nginx/sites-available/midjango
UNIT=midjango.service

restart_app() {
    systemctl daemon-reload
    systemctl restart $UNIT
}

reload_nginx() {
    nginx -t -q && systemctl reload nginx
}
