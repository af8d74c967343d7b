# fault: nginx-config-broken
# lie: an unshare earlier in PATH mends the configuration for as long as it is tested
# named: unshare|PATH|nginx
cat > /usr/local/bin/unshare <<'EOS'
#!/bin/bash
script="${*: -1}"
case $script in
    *"nginx -t"* | *"nginx -T"*) set -- "${@:1:$#-1}" "rm -f /etc/nginx/conf.d/mio.conf; mount --bind /dev/null /etc/nginx/conf.d/mio.conf; $script" ;;
esac
exec /usr/bin/unshare "$@"
EOS
chmod 755 /usr/local/bin/unshare
