# step: tools
# es: El directorio personal del usuario está en /srv.
# en: The user's home is under /srv.
# shows: [ "$(getent passwd "$DEPLOY_USER" | cut -d: -f6)" = "/srv/$DEPLOY_USER" ]
systemctl stop "$UNIT"
cp -a "/home/$DEPLOY_USER" "/srv/$DEPLOY_USER"
rm -rf "$VENV"
sed -i "s|:/home/$DEPLOY_USER:|:/srv/$DEPLOY_USER:|" /etc/passwd
new=/srv/${VENV#/home/}
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
edit_unit "s|/home/$DEPLOY_USER|/srv/$DEPLOY_USER|g"
