# pins: service.working-directory/misread
# step: service
# es: WorkingDirectory= empieza por ~/.
# en: WorkingDirectory= begins with ~/.
# shows: grep -q '^WorkingDirectory=~/' "$UNIT_FILE"
edit_unit 's|^WorkingDirectory=.*|WorkingDirectory=~/mi_aplicacion|'
