# pins: directory.exists/missing
# on: exercise
# step: directory
# es: El segundo despliegue no se hizo: no hay directorio, servicio ni sitio.
# en: The second deployment was never made: there is no directory, no service and no site.
# shows: [ ! -e "$DIR" ] && [ ! -e "$UNIT_FILE" ]
systemctl disable --quiet --now "$UNIT"
rm -rf "$DIR" "$UNIT_FILE" "$LINK" "$SITE" "$VENV"
systemctl daemon-reload
restart_nginx
