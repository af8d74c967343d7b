# step: virtualenv
# es: El entorno virtual es de otro directorio (~/entorno), hecho sin pipenv.
# en: The virtual environment is of another directory (~/entorno), made without pipenv.
# shows: [ -x "/home/$DEPLOY_USER/.virtualenvs/entorno/bin/gunicorn" ]
systemctl stop "$UNIT"
student 'mkdir -p ~/.virtualenvs'
new=/home/$DEPLOY_USER/.virtualenvs/entorno
mv "$VENV" "$new"
rm -f "$new/.project"
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
edit_unit "s|$VENV|$new|g"
