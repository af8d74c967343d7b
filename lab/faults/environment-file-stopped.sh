# pins: service.active/stopped
# step: service
# es: El servicio está parado; su clave viene de un EnvironmentFile= que solo lee root.
# en: The service is stopped; its key comes from an EnvironmentFile= that root alone reads.
# shows: ! systemctl is-active "$UNIT" && grep -q ^EnvironmentFile= "$UNIT_FILE"
printf '# clave\nSECRET_KEY="una clave \\"larga\\"" \n' > /etc/default/mi_aplicacion
chmod 600 /etc/default/mi_aplicacion
printf '\nimport os\n\nassert os.environ["SECRET_KEY"] == "una clave \\"larga\\""\n' >> "$DIR/application.py"
edit_unit 's#^WorkingDirectory#EnvironmentFile=/etc/default/mi_aplicacion\nWorkingDirectory#'
systemctl stop "$UNIT"
