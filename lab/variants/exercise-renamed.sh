# on: exercise
# step: exercise
# es: El repositorio se clonó en un directorio con otro nombre; el socket y la unidad, también.
# en: The repository was cloned into a directory of another name; socket and unit have others, too.
# sets: APP=tienda DIR=/var/www/tienda SOCK=/var/www/tienda/web.sock UNIT=tienda
# shows: systemctl is-active tienda
systemctl disable --quiet --now "$UNIT"
new=/var/www/tienda
mv "$DIR" "$new"
move_virtualenv "$new"
sed "s|$VENV|$venv|g; s|$SOCK|$new/web.sock|; s|$DIR|$new|g" "$UNIT_FILE" > /etc/systemd/system/tienda.service
rm "$UNIT_FILE"
sed -i "s|$SOCK|$new/web.sock|" "$SITE"
systemctl daemon-reload
systemctl enable --quiet --now tienda
restart_nginx
UNIT=tienda
settle_app "$new/web.sock"
