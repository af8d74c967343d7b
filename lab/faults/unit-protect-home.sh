# pins: service.active/hidden-by-sandbox
# step: service
# es: ProtectHome=yes esconde al servicio el entorno virtual.
# en: ProtectHome=yes hides the virtual environment from the service.
# shows: grep -q ProtectHome=yes "$UNIT_FILE"
edit_unit 's|^User=|ProtectHome=yes\nUser=|'
