# breaks: chmod 755 "$DIR"
# lie: /etc/environment and sudoers preload a library with LD_PRELOAD
# named: preload|library
# library: stat.c
echo "LD_PRELOAD=$LIES/library.so" >> /etc/environment
printf 'Defaults env_file=/etc/sudo.env\n' > /etc/sudoers.d/env
chmod 440 /etc/sudoers.d/env
printf 'LD_PRELOAD=%s\n' "$LIES/library.so" > /etc/sudo.env
