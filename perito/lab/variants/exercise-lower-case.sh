# on: exercise
# step: exercise
# es: El directorio se llama practica-3.5, todo en minúsculas y con una barra al final en la unidad.
# en: The directory is called practica-3.5, all in lower case, with a slash at its end in the unit.
# sets: APP=practica-3.5 DIR=/var/www/practica-3.5 SOCK=/var/www/practica-3.5/Practica-3.5.sock
# shows: [ -e /var/www/practica-3.5/app.py ]
systemctl stop "$UNIT"
new=/var/www/practica-3.5
mv "$DIR" "$new"
name=$(student "cd '$new' && python3 -c 'from pipenv.project import Project; print(Project().virtualenv_name)'")
venv=$(dirname "$VENV")/$name
cp -a "$VENV" "$venv"
rm -rf "$VENV"
grep -rlI --exclude-dir=lib -F "$VENV" "$venv" | xargs sed -i "s|$VENV|$venv|g"
echo "$new" > "$venv/.project"
sed -i "s|$DIR|$new|g" "$SITE"
restart_nginx
edit_unit "s|$VENV|$venv|g; s|$DIR|$new|g" "$new/Practica-3.5.sock"
