# pins: service.reloaded/not-read
# step: service
# es: El servicio falló por WorkingDirectory=; la unidad ya está bien, pero systemd no la ha vuelto a leer.
# en: The service failed for its WorkingDirectory=; the unit is right by now, and systemd has not read it again.
# shows: ! systemctl is-active "$UNIT" && grep -q "^WorkingDirectory=$DIR" "$UNIT_FILE"
cp "$UNIT_FILE" /root/right
edit_unit 's|^WorkingDirectory=.*|WorkingDirectory=/var/www/otro|'
sleep 0.1
cat /root/right > "$UNIT_FILE"
