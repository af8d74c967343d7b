# step: virtualenv
# es: WORKON_HOME pone los entornos en ~/entornos.
# en: WORKON_HOME puts the environments into ~/entornos.
# shows: [ -d /home/usuario/entornos ]
echo 'export WORKON_HOME=$HOME/entornos' >> /home/usuario/.profile
new=/home/usuario/entornos/$(basename "$VENV")
systemctl stop "$UNIT"
mkdir /home/usuario/entornos
mv "$VENV" "$new"
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
chown usuario:usuario /home/usuario/entornos
edit_unit "s|$VENV|$new|g"
