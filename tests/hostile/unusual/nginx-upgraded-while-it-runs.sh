# server: nginx's binary was replaced by the same package's, and the old one still runs
rm -r $LIES
cp -a /usr/sbin/nginx /usr/sbin/nginx.dpkg-new
mv /usr/sbin/nginx.dpkg-new /usr/sbin/nginx
