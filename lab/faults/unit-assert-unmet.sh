# pins: service.active/condition-unmet
# step: service
# es: Un Assert no se cumple.
# en: An assertion is not met.
# shows: grep -q 'AssertPathExists=' "$UNIT_FILE"
systemctl stop "$UNIT"
sed -i 's#^After=.*#&\nAssertPathExists=/var/www/mi_aplicacion/listo#' "$UNIT_FILE"
restart_app || true
