# fault: gunicorn-stopped
# lie: command= in authorized_keys starts the service while somebody is there
# named: authorized_keys|command|login|since|after
cat > /usr/local/bin/command <<EOS
#!/bin/bash
sudo systemctl start $UNIT; sleep 0.7
bash -c "\$SSH_ORIGINAL_COMMAND"
EOS
chmod 755 /usr/local/bin/command
sed -i 's|^ssh-|command="/usr/local/bin/command" ssh-|' "/home/$DEPLOY_USER/.ssh/authorized_keys"
