# step: gunicorn
# es: El socket va con ruta relativa al directorio de trabajo.
# en: The socket's path is relative to the working directory.
# shows: grep -q "unix:mi_aplicacion.sock" "$UNIT_FILE"
edit_unit 's|unix:/var/www/mi_aplicacion/|unix:|'
