# pins: service.working-directory/no-such-directory
# step: service
# es: WorkingDirectory= nombra un directorio que no existe.
# en: WorkingDirectory= names a directory that does not exist.
# shows: grep -q ^WorkingDirectory=/var/www/myproject "$UNIT_FILE"
edit_unit 's|^WorkingDirectory=.*|WorkingDirectory=/var/www/myproject|'
