# pins: service.working-directory/not-a-directory
# step: service
# es: WorkingDirectory= nombra un archivo.
# en: WorkingDirectory= names a file.
# shows: grep -q "^WorkingDirectory=.*wsgi.py" "$UNIT_FILE"
edit_unit "s|^WorkingDirectory=.*|WorkingDirectory=$DIR/wsgi.py|"
