# fault: gunicorn-stopped
# lie: the login shell starts the service when somebody logs in
# named: shell|login|since|after
cat > /usr/local/bin/shell <<EOS
#!/bin/bash
[ -z "\$SSH_CONNECTION" ] || { sudo systemctl start $UNIT; sleep 0.7; }
exec -a "\$0" /bin/bash "\$@"
EOS
chmod 755 /usr/local/bin/shell
echo /usr/local/bin/shell >> /etc/shells
usermod -s /usr/local/bin/shell "$DEPLOY_USER"
