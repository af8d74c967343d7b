# breaks: pkill -STOP gunicorn
# lie: gunicorn is stopped by a signal, but for the time of a login
# named: before we logged in
cat > /usr/local/sbin/session <<'EOS'
#!/bin/sh
case $PAM_TYPE in open_session) pkill -CONT gunicorn ;; close_session) pgrep -f 'sshd: .*@' || pkill -STOP gunicorn ;; esac
EOS
chmod 755 /usr/local/sbin/session
echo 'session optional pam_exec.so seteuid /usr/local/sbin/session' >> /etc/pam.d/sshd
sleep 25  # it has long started
