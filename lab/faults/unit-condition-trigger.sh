# pins: service.active/condition-unmet
# step: service
# es: Ninguna de las condiciones con barra se cumple.
# en: None of the conditions with a bar is met.
# shows: grep -q 'ConditionPathExists=|' "$UNIT_FILE"
systemctl stop "$UNIT"
sed -i 's#^After=.*#&\nConditionPathExists=|/var/www/mi_aplicacion/listo\nConditionHost=|otra-maquina#' "$UNIT_FILE"
restart_app
