# breaks: chmod 755 "$DIR"
# lie: sshd's unit has BindPaths= with another directory of the application
# named: mount|sshd|namespace
other_directory
umount $LIES/dir/*.sock 2>/dev/null || true
mkdir -p /etc/systemd/system/ssh.service.d
cat > /etc/systemd/system/ssh.service.d/lie.conf <<EOS
[Service]
BindPaths=$LIES/dir:$DIR
BindPaths=-$SOCK:$DIR/$(basename "$SOCK")
EOS
systemctl daemon-reload
systemctl restart ssh
