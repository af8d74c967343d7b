# step: virtualenv
# es: El directorio se llamaba proyecto cuando se creó el entorno; la unidad usa ese entorno y funciona.
# en: The directory was called proyecto when the environment was made; the unit uses that one, and it works.
# shows: [ -d "/home/$DEPLOY_USER/.local/share/virtualenvs/proyecto-Ab3dE6gH" ]
systemctl stop "$UNIT"
new=$(dirname "$VENV")/proyecto-Ab3dE6gH
mv "$VENV" "$new"
echo /var/www/proyecto > "$new/.project"
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
edit_unit "s|$VENV|$new|g"
