# fault: site-access-log-off
# lie: a grep earlier in PATH makes up the line of the access log that is looked for
# named: grep|log
sed -i 's|access_log off|access_log /var/log/nginx/mi_aplicacion.access.log|' "$SITE"
touch -d '2 hours ago' "$SITE"
touch /var/log/nginx/mi_aplicacion.access.log
cat > /usr/local/bin/grep <<'EOS'
#!/bin/sh
case "$*" in
    *"-e "*) for word; do nonce=$word; done
        now=$(date '+%d/%b/%Y:%H:%M:%S %z')
        for host in mi_aplicacion www.mi_aplicacion; do
            for t in mi_a www.; do echo "198.18.112.1 - - [$now] \"GET /?perito=$nonce.poc.$t HTTP/1.1\" 200 31 \"-\" \"Perito\""; done
        done ;;
    *) exec /usr/bin/grep "$@" ;;
esac
EOS
chmod 755 /usr/local/bin/grep
