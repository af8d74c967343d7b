reload_nginx() {
    nginx -t -q && systemctl reload nginx && sleep 0.3
}
