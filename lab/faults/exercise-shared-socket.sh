# pins: exercise.own-socket/shared
# on: exercise
# step: exercise
# es: La unidad del ejercicio abre el socket del primer despliegue, y los dos sitios muestran la misma página.
# en: The exercise's unit opens the first deployment's socket, and both sites show the same page.
# shows: grep -q "unix:$POC_SOCK " "$UNIT_FILE"
sed -i "s|unix:[^;]*|unix:$POC_SOCK|" "$SITE"
edit_unit "s|unix:[^ ]*|unix:$POC_SOCK|" "$POC_SOCK"
restart_nginx
