# fault: nginx-config-broken
# lie: nginx runs with a configuration of its own
# named: nginx
cp -r /etc/nginx /opt/lies/nginx
rm /opt/lies/nginx/conf.d/mio.conf
sed -i 's|/etc/nginx/|/opt/lies/nginx/|g' /opt/lies/nginx/nginx.conf
mkdir -p /etc/systemd/system/nginx.service.d
printf '[Service]\nExecStartPre=\nExecStart=\nExecStart=/usr/sbin/nginx -c /opt/lies/nginx/nginx.conf -g "daemon on; master_process on;"\n' > /etc/systemd/system/nginx.service.d/own.conf
systemctl daemon-reload; systemctl reset-failed nginx; systemctl restart nginx
