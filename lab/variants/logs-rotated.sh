# step: nginx-config
# es: logrotate giró los registros de Nginx, que los volvió a abrir sin recargar la configuración.
# en: logrotate has rotated nginx's logs, which it opened again without reading its configuration.
# shows: ls /var/log/nginx/*.1
for log in /var/log/nginx/*.log; do mv "$log" "$log.1"; done
kill -USR1 "$(cat /run/nginx.pid)"
sleep 0.3
