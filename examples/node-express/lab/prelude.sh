UNIT=notas.service
UNIT_FILE=/etc/systemd/system/$UNIT
SITE=/etc/nginx/sites-available/notas

restart_app() {
    systemctl daemon-reload
    systemctl restart "$UNIT" || true
}

reload_nginx() {
    nginx -t -q && systemctl reload nginx
}
