# pins: exercise.own-socket/shared
# on: exercise
# step: exercise
# es: Las dos unidades abren el mismo socket y lo tiene el primer despliegue, que arrancó el último.
# en: Both units open the same socket, and the first deployment has it, which was started last.
# shows: grep -q "unix:$POC_SOCK " "$UNIT_FILE"
sed -i "s|unix:[^;]*|unix:$POC_SOCK|" "$SITE"
edit_unit "s|unix:[^ ]*|unix:$POC_SOCK|" "$POC_SOCK"
restart_nginx
systemctl restart "$POC_UNIT"
sleep 1
UNIT=$POC_UNIT
settle_app "$POC_SOCK"
