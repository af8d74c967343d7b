# pins: service.active/requires-unknown-unit
# step: service
# es: La unidad necesita otra que no existe.
# en: The unit requires another that does not exist.
# shows: grep -q mariadb "$UNIT_FILE"
systemctl stop "$UNIT"
sed -i 's|^After=.*|&\nRequires=mariadb.service|' "$UNIT_FILE"
restart_app
