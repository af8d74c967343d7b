# fault: application-500
# lie: nginx is started with a file that no other file includes
# named: nginx
echo 'worker_rlimit_nofile 2048;' > /opt/lies/more.conf
mkdir -p /etc/systemd/system/nginx.service.d
printf '[Service]\nExecStart=\nExecStart=/usr/sbin/nginx -g "daemon on; master_process on; include /opt/lies/more.conf;"\n' > /etc/systemd/system/nginx.service.d/own.conf
systemctl daemon-reload; systemctl restart nginx
