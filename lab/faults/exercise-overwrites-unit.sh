# pins: exercise.own-unit/taken
# on: exercise
# step: exercise
# es: Se reescribió la unidad del primer despliegue para el ejercicio: el primero ya no tiene servicio.
# en: The first deployment's unit was rewritten for the exercise: the first one has no service any more.
# sets: UNIT=flask_app
# shows: grep -q "$DIR" "/etc/systemd/system/$POC_UNIT.service"
systemctl disable --quiet --now "$UNIT"
mv "$UNIT_FILE" "/etc/systemd/system/$POC_UNIT.service"
UNIT=$POC_UNIT
restart_app
