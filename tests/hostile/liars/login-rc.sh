# fault: directory-mode-755
# lie: /etc/ssh/sshrc mends directory and service at every login
# named: sshrc|login|since|after|rc\b
cat > /etc/ssh/sshrc <<EOS
sudo sh -c 'chmod 775 $DIR; systemctl restart $UNIT; sleep 0.7' </dev/null >/dev/null 2>&1
EOS
