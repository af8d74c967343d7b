# step: tools
# es: Sin sudo, y el despliegue es de otra cuenta.
# en: Without sudo, and the deployment is another account's.
# shows: [ "$(stat -c %U "$DIR")" = jorge ]
# unseen: allowed
gpasswd --delete "$DEPLOY_USER" sudo >/dev/null
rm -f "/etc/sudoers.d/$DEPLOY_USER"
systemctl stop "$UNIT"
useradd --create-home --shell /bin/bash jorge
mkdir -p /home/jorge/.local/share/virtualenvs
new=/home/jorge/.local/share/virtualenvs/$(basename "$VENV")
mv "$VENV" "$new"
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
chown -R jorge:jorge /home/jorge
chmod 750 /home/jorge
chown -R jorge:www-data "$DIR"
edit_unit "s|$VENV|$new|g; s/^User=.*/User=jorge/"
