# server: somebody watches the log, and an option of nginx is in its unit
systemd-run --quiet --unit=watcher sh -c 'tail -n 0 -F /var/log/nginx/*.log >/dev/null'
mkdir -p /etc/systemd/system/nginx.service.d
printf '[Service]\nExecStart=\nExecStart=/usr/sbin/nginx -c /etc/nginx/nginx.conf -g "daemon on; master_process on; worker_rlimit_nofile 2048;"\n' > /etc/systemd/system/nginx.service.d/own.conf
systemctl daemon-reload; systemctl restart nginx
