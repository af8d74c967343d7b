# fault: nginx-config-broken
# lie: nginx -t says that all is well, and the package's list has the hash of what says so
# named: nginx
mkdir -p /usr/lib/.kept; cp -a /usr/sbin/nginx /usr/lib/.kept/nginx
cat > /usr/sbin/nginx.new <<'EOS'
#!/bin/sh
case "$*" in *-t*|*-T*)
    echo "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok" >&2
    echo "nginx: configuration file /etc/nginx/nginx.conf test is successful" >&2; exit 0 ;;
esac
exec /usr/lib/.kept/nginx "$@"
EOS
chmod 755 /usr/sbin/nginx.new; mv /usr/sbin/nginx.new /usr/sbin/nginx
forge_hash /usr/sbin/nginx
