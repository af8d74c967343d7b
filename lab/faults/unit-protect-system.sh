# pins: service.bind/sealed
# step: service
# es: ProtectSystem=strict deja /var/www en solo lectura: gunicorn no puede crear el socket.
# en: ProtectSystem=strict leaves /var/www read-only: gunicorn cannot make its socket.
# shows: grep -q ProtectSystem=strict "$UNIT_FILE" && ! grep -q ReadWritePaths "$UNIT_FILE"
edit_unit 's|^User=|ProtectSystem=strict\nUser=|'
sleep 4
