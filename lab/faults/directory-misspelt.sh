# pins: directory.exists/misspelt
# step: directory
# es: El directorio se llama mi_aplicaion; el servicio y el sitio dicen mi_aplicacion.
# en: The directory is called mi_aplicaion; service and site say mi_aplicacion.
# shows: [ -d /var/www/mi_aplicaion ] && [ ! -e "$DIR" ]
systemctl stop "$UNIT"
mv "$DIR" /var/www/mi_aplicaion
restart_app
