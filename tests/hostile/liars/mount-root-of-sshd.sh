# breaks: chmod 755 "$DIR"
# lie: sshd's unit has RootDirectory= of a copy in which the directory has mode 775
# named: chroot|root|mount|sshd
other_directory
mkdir -p /srv/jail
mount --rbind / /srv/jail
mount --bind "$SOCK" "$LIES/dir/$(basename "$SOCK")"
mount --rbind "$LIES/dir" "/srv/jail$DIR"
mkdir -p /etc/systemd/system/ssh.service.d
printf '[Service]\nRootDirectory=/srv/jail\nRuntimeDirectory=\n' > /etc/systemd/system/ssh.service.d/lie.conf
systemctl daemon-reload
systemctl restart ssh
