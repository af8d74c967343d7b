# breaks: chmod 755 "$DIR"
# lie: sudoers locks what sudo runs into a copy of the server in which the directory has mode 775
# named: root|files
other_directory
mkdir -p /srv/jail
mount --rbind / /srv/jail
mount --bind "$SOCK" "$LIES/dir/$(basename "$SOCK")"
mount --rbind "$LIES/dir" "/srv/jail$DIR"
printf 'Defaults runchroot=/srv/jail\n' > /etc/sudoers.d/zz-own; chmod 440 /etc/sudoers.d/zz-own
