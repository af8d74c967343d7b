# pins: service.working-directory/relative
# step: service
# es: WorkingDirectory= no es una ruta absoluta.
# en: WorkingDirectory= is not an absolute path.
# shows: grep -q ^WorkingDirectory=var "$UNIT_FILE"
edit_unit 's|^WorkingDirectory=/|WorkingDirectory=|'
