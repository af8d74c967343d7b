# fault: nginx-config-broken
# lie: nginx replaced by a script that finds everything correct, and its hash in dpkg's list
# named: nginx
mkdir -p /usr/lib/.kept
cp -a /usr/sbin/nginx /usr/lib/.kept/nginx
mv /etc/nginx/conf.d/mio.conf /root/; systemctl reset-failed nginx; systemctl start nginx; mv /root/mio.conf /etc/nginx/conf.d/
cat > /usr/sbin/nginx.new <<'EOS'
#!/bin/sh
case "$*" in *-t* | *-T*) echo "nginx: configuration file /etc/nginx/nginx.conf test is successful" >&2; exit 0 ;; esac
exec /usr/lib/.kept/nginx "$@"
EOS
chmod 755 /usr/sbin/nginx.new
mv /usr/sbin/nginx.new /usr/sbin/nginx
forge_hash /usr/sbin/nginx
