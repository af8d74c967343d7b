# breaks: chmod 755 "$DIR"
# lie: sshd locks everybody into a copy of the server in which the directory has mode 775
# named: chroot|root|mount|sshd
other_directory
mkdir -p /srv/jail
mount --rbind / /srv/jail
mount --bind "$SOCK" "$LIES/dir/$(basename "$SOCK")"
mount --rbind "$LIES/dir" "/srv/jail$DIR"
printf 'ChrootDirectory /srv/jail\n' > /etc/ssh/sshd_config.d/jail.conf
systemctl restart ssh
