# fault: site-access-log-off
# lie: a loop copies the requests out of another log into the one that is asked for
# named: log|nginx
sed -i 's|access_log off;|access_log /var/log/nginx/mi_aplicacion.access.log;|' "$SITE"
cat > /etc/nginx/conf.d/log.conf <<'EOS'
access_log /var/log/nginx/all.log;
EOS
cp "$SITE" $LIES/site
sed -i 's|access_log .*|access_log /var/log/nginx/all.log;|' "$SITE"
restart_nginx
cat $LIES/site > "$SITE"; touch -d '2 hours ago' "$SITE"
systemd-run --quiet --unit=copier sh -c 'touch /var/log/nginx/mi_aplicacion.access.log; exec tail -n 0 -F /var/log/nginx/all.log >> /var/log/nginx/mi_aplicacion.access.log'
sleep 0.5
