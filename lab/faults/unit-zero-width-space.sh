# pins: service.working-directory/misread
# step: service
# es: En WorkingDirectory= hay un espacio de anchura cero (U+200B).
# en: WorkingDirectory= has a zero width space (U+200B).
# shows: ! grep -q '^WorkingDirectory=/var/www/mi_aplicacion/$' "$UNIT_FILE"
edit_unit 's#^WorkingDirectory=.*#WorkingDirectory=/var/www/mi_aplicacion\xe2\x80\x8b#'
