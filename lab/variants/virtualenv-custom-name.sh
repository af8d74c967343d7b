# step: virtualenv
# es: PIPENV_CUSTOM_VENV_NAME da otro nombre al entorno.
# en: PIPENV_CUSTOM_VENV_NAME gives the environment another name.
# shows: grep -q CUSTOM_VENV /home/usuario/.bashrc
echo 'export PIPENV_CUSTOM_VENV_NAME=tienda' >> /home/usuario/.bashrc
new=$(dirname "$VENV")/tienda
systemctl stop "$UNIT"
mv "$VENV" "$new"
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
edit_unit "s|$VENV|$new|g"
