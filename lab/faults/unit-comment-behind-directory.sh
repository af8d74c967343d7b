# pins: service.working-directory/misread
# step: service
# es: Detrás del valor de WorkingDirectory= hay un comentario, que systemd toma por parte de la ruta.
# en: A comment stands behind the value of WorkingDirectory=, and systemd takes it for a part of the path.
# shows: grep -q '^WorkingDirectory=.*# ' "$UNIT_FILE"
edit_unit 's|^WorkingDirectory=.*|WorkingDirectory=/var/www/mi_aplicacion/  # ruta de la aplicacion|'
