# fault: gunicorn-stopped
# lie: sshd's ForceCommand starts the service while somebody is there
# named: ForceCommand|sshd|login|since|after
cat > /usr/local/bin/command <<EOS
#!/bin/bash
sudo systemctl start $UNIT; sleep 0.7
trap 'sudo systemctl stop $UNIT' EXIT
bash -c "\$SSH_ORIGINAL_COMMAND"
EOS
chmod 755 /usr/local/bin/command
echo 'ForceCommand /usr/local/bin/command' > /etc/ssh/sshd_config.d/command.conf
systemctl restart ssh
