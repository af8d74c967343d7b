# server: nginx and gunicorn are given Debian's jemalloc with LD_PRELOAD
# packages: libjemalloc2
mkdir -p /etc/systemd/system/nginx.service.d
printf '[Service]\nEnvironment=LD_PRELOAD=%s\n' /usr/lib/*-linux-gnu/libjemalloc.so.2 > /etc/systemd/system/nginx.service.d/jemalloc.conf
systemctl daemon-reload
systemctl restart nginx
edit_unit "/^User=/i Environment=LD_PRELOAD=libjemalloc.so.2"
rm -r $LIES
