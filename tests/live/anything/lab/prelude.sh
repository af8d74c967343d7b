UNIT=/etc/systemd/system/pagina.service
SITE=/etc/nginx/sites-available/pagina

reload() {
    nginx -t -q && systemctl reload nginx
    until_true curl -sf -H 'Host: pagina.test' "http://${1:-127.0.0.1}/"
}

restart_app() {
    systemctl daemon-reload
    systemctl restart pagina.service
}
