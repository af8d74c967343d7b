# step: directory
# es: El usuario viene de un servicio de directorio: su número es 70001 y su nombre lleva punto y guion.
# en: The user comes from a directory service: number 70001, a dot and a hyphen in the name.
# shows: [ "$(stat -c %u "$DIR")" = 70001 ]
systemctl stop "$UNIT"
echo 'jorge.perez-2:x:70001:70001::/home/alumnos/jorge.perez-2:/bin/bash' >> /etc/passwd
echo 'jorge.perez-2:x:70001:' >> /etc/group
mkdir -p /home/alumnos/jorge.perez-2/.local/share/virtualenvs
new=/home/alumnos/jorge.perez-2/.local/share/virtualenvs/$(basename "$VENV")
mv "$VENV" "$new"
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
chown -R 70001:70001 /home/alumnos/jorge.perez-2
chown -R 70001:www-data "$DIR"
edit_unit "s|$VENV|$new|g; s/^User=.*/User=jorge.perez-2/"
