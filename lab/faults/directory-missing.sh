# pins: directory.exists/missing
# step: directory
# es: El directorio de la aplicación no existe.
# en: The application's directory does not exist.
# shows: [ ! -e "$DIR" ]
systemctl stop "$UNIT" || true
rm -rf "$DIR"
restart_app
