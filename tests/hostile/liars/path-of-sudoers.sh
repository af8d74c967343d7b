# fault: nginx-config-broken
# breaks: mv /etc/nginx/conf.d/mio.conf /root/; systemctl reset-failed nginx; systemctl start nginx; mv /root/mio.conf /etc/nginx/conf.d/
# lie: sudoers' secure_path begins with a directory of a lying nginx
# named: nginx|PATH|path
cat > $LIES/nginx <<'EOS'
#!/bin/sh
case "$*" in *-t* | *-T*) echo "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok" >&2; exit 0 ;; esac
exec /usr/sbin/nginx "$@"
EOS
chmod 755 $LIES/nginx
echo "Defaults secure_path=\"$LIES:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"" > /etc/sudoers.d/path
chmod 440 /etc/sudoers.d/path
