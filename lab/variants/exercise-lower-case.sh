# on: exercise
# step: exercise
# es: El directorio se llama practica-3.5, todo en minúsculas y con una barra al final en la unidad.
# en: The directory is called practica-3.5, all in lower case, with a slash at its end in the unit.
# sets: APP=practica-3.5 DIR=/var/www/practica-3.5 SOCK=/var/www/practica-3.5/Practica-3.5.sock
# shows: [ -e /var/www/practica-3.5/app.py ]
systemctl stop "$UNIT"
new=/var/www/practica-3.5
mv "$DIR" "$new"
move_virtualenv "$new"
sed -i "s|$DIR|$new|g" "$SITE"
restart_nginx
edit_unit "s|$VENV|$venv|g; s|$DIR|$new|g" "$new/Practica-3.5.sock"
