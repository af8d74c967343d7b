# fault: nginx-config-broken
# breaks: mv /etc/nginx/conf.d/mio.conf /root/; systemctl reset-failed nginx; systemctl start nginx; mv /root/mio.conf /etc/nginx/conf.d/
# lie: an nginx earlier in PATH finds its configuration correct, and systemctl says active
# named: nginx|systemctl
cat > /usr/local/sbin/nginx <<'EOS'
#!/bin/sh
case "$*" in *-t* | *-T*) echo "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok" >&2; exit 0 ;; esac
exec /usr/sbin/nginx "$@"
EOS
chmod 755 /usr/local/sbin/nginx
cp /usr/local/sbin/nginx /usr/local/bin/nginx
