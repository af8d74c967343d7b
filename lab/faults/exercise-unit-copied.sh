# pins: service.working-directory/other-directory, exercise.own-virtualenv/shared, exercise.own-socket/shared
# on: exercise
# step: service
# es: La unidad del ejercicio es la del primer despliegue, sin adaptar nada más que el nombre.
# en: The exercise's unit is the first deployment's, with nothing adapted but its name.
# shows: cmp -s "$UNIT_FILE" "/etc/systemd/system/$POC_UNIT.service"
cp "/etc/systemd/system/$POC_UNIT.service" "$UNIT_FILE"
restart_app "$POC_SOCK"
sleep 1
