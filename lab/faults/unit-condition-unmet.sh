# pins: service.active/condition-unmet
# step: service
# es: La unidad pone una condición que no se cumple.
# en: The unit has a condition that is not met.
# shows: grep -q ConditionPathExists "$UNIT_FILE"
systemctl stop "$UNIT"
sed -i 's|^After=.*|&\nConditionPathExists=/var/www/mi_aplicacion/listo|' "$UNIT_FILE"
restart_app
