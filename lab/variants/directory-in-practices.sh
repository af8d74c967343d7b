# step: directory
# es: El directorio está en /var/www/practicas.
# en: The directory lies in /var/www/practicas.
# sets: DIR=/var/www/practicas/mi_aplicacion SOCK=/var/www/practicas/mi_aplicacion/mi_aplicacion.sock
# shows: [ -e /var/www/practicas/mi_aplicacion/wsgi.py ]
systemctl stop "$UNIT"
mkdir /var/www/practicas
mv "$DIR" /var/www/practicas/
n=/var/www/practicas/mi_aplicacion
name=$(student "cd '$n' && python3 -c 'from pipenv.project import Project; print(Project().virtualenv_name)'")
new=$(dirname "$VENV")/$name
mv "$VENV" "$new"
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
sed -i "s|$VENV|$new|g; s|$DIR|$n|g" "$UNIT_FILE" "$SITE"
restart_app "$n/mi_aplicacion.sock"
restart_nginx
