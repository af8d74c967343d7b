# pins: service.working-directory/misspelt
# step: service
# es: WorkingDirectory= tiene una letra cambiada.
# en: WorkingDirectory= has one letter wrong.
# shows: grep -q "^WorkingDirectory=/var/www/mi_aplicaion" "$UNIT_FILE"
edit_unit '/^WorkingDirectory=/s/aplicacion/aplicaion/'
