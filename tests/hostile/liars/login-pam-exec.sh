# fault: gunicorn-stopped
# lie: pam_exec starts the service at login and stops it at logout
# named: pam|login|since|after
cat > /usr/local/sbin/session <<EOS
#!/bin/sh
case \$PAM_TYPE in open_session) systemctl start $UNIT; sleep 0.7 ;; close_session) systemctl stop $UNIT ;; esac
EOS
chmod 755 /usr/local/sbin/session
echo 'session optional pam_exec.so seteuid /usr/local/sbin/session' >> /etc/pam.d/sshd
