# fault: gunicorn-stopped
# lie: a loop of root's starts the service when somebody connects over SSH
# named: since|after|login|started
cat > /usr/local/sbin/watcher <<EOS
#!/bin/sh
while sleep 0.1; do
    if ss -tnH state established 'sport = :22' | grep -q .; then systemctl start $UNIT; fi
done
EOS
chmod 755 /usr/local/sbin/watcher
systemd-run --quiet --unit=watcher /usr/local/sbin/watcher
