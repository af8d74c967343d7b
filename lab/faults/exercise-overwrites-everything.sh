# pins: exercise.own-unit/taken, exercise.own-site/taken
# on: exercise
# step: exercise
# es: Unidad y sitio del primer despliegue se reescribieron para el ejercicio.
# en: The first deployment's unit and site were rewritten for the exercise.
# sets: UNIT=flask_app SITE=/etc/nginx/sites-available/mi_aplicacion
# shows: grep -q "$DIR" "/etc/systemd/system/$POC_UNIT.service" && grep -q "$DIR" "$POC_SITE"
systemctl disable --quiet --now "$UNIT"
mv "$UNIT_FILE" "/etc/systemd/system/$POC_UNIT.service"
rm "$LINK"
mv "$SITE" "$POC_SITE"
UNIT=$POC_UNIT
restart_app
restart_nginx
