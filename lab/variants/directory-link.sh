# step: directory
# es: El directorio de /var/www es un enlace a otro sitio del disco.
# en: The directory under /var/www is a link to another place of the disk.
# shows: [ -L "$DIR" ]
systemctl stop "$UNIT"
mv "$DIR" /srv/mi_aplicacion
ln -s /srv/mi_aplicacion "$DIR"
restart_app
