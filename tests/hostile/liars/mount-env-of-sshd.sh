# fault: env-missing
# lie: sshd's unit sees another directory, with .env; gunicorn sees the true one
# named: mount|sshd|namespace
other_directory
printf 'FLASK_APP=wsgi.py\nFLASK_ENV=production\n' > $LIES/dir/.env
chown usuario:usuario $LIES/dir/.env
mkdir -p /etc/systemd/system/ssh.service.d
printf '[Service]\nBindPaths=%s:%s\n' "$LIES/dir" "$DIR" > /etc/systemd/system/ssh.service.d/lie.conf
cat > $LIES/again <<EOS
#!/bin/sh
mount --bind $SOCK $LIES/dir/$(basename "$SOCK")
EOS
sh $LIES/again
systemctl daemon-reload
systemctl restart ssh
