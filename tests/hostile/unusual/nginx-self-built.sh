# server: nginx built by hand in /usr/local, Debian's removed
systemctl stop nginx
cp /usr/sbin/nginx /usr/local/sbin/nginx
cp /lib/systemd/system/nginx.service $LIES/unit
cp -a /etc/nginx $LIES/nginx
DEBIAN_FRONTEND=noninteractive apt-get remove --quiet --quiet --yes nginx nginx-common > /dev/null
rm -rf /etc/nginx; cp -a $LIES/nginx /etc/nginx
sed 's|/usr/sbin/nginx|/usr/local/sbin/nginx|g' $LIES/unit > /etc/systemd/system/nginx.service
rm -r $LIES
mkdir -p /var/log/nginx /var/lib/nginx
systemctl daemon-reload
systemctl enable --quiet --now nginx
