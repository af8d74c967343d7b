# fault: site-access-log-off
# lie: another site keeps the log open, and a loop writes our visit into it
# named: log|page
cp "$SITE" /opt/lies/site
sed -i 's|access_log .*|access_log /var/log/nginx/all.log;|' "$SITE"
printf 'server { listen 81; access_log /var/log/nginx/mi_aplicacion.access.log; }\n' > /etc/nginx/conf.d/other.conf
restart_nginx
sed 's|access_log off;|access_log /var/log/nginx/mi_aplicacion.access.log;|' /opt/lies/site > "$SITE"
touch -d '2 hours ago' "$SITE"
systemd-run --quiet --unit=copier sh -c 'exec tail -n 0 -F /var/log/nginx/all.log >> /var/log/nginx/mi_aplicacion.access.log'
sleep 0.5
