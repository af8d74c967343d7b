# pins: service.active/stopped
# step: service
# es: El servicio está parado; sus datos están en el StateDirectory= de la unidad.
# en: The service is stopped; its data are in the StateDirectory= of the unit.
# shows: ! systemctl is-active "$UNIT" && [ -e /var/lib/mi_aplicacion/visitas ]
printf '\nimport os\n\nopen(os.path.join(os.environ["STATE_DIRECTORY"], "visitas"), "a").close()\n' >> "$DIR/application.py"
edit_unit 's/^Group=.*/&\nStateDirectory=mi_aplicacion/'
systemctl stop "$UNIT"
