# fault: gunicorn-stopped
# lie: pam_exec in sudo's configuration starts the service when sudo is called
# named: pam|sudo|since|after|started
cat > /usr/local/sbin/session <<EOS
#!/bin/sh
case \$PAM_TYPE in open_session) systemctl start $UNIT; sleep 0.7 ;; esac
EOS
chmod 755 /usr/local/sbin/session
sed -i '1a session optional pam_exec.so seteuid /usr/local/sbin/session' /etc/pam.d/sudo
