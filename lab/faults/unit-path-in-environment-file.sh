# pins: service.environment/absent
# step: service
# es: PATH se pone en un archivo que carga EnvironmentFile=.
# en: PATH is set in a file that EnvironmentFile= loads.
# shows: ! grep -q ^Environment= "$UNIT_FILE" && grep -q ^EnvironmentFile "$UNIT_FILE"
echo "PATH=$VENV/bin" > /etc/default/mi_aplicacion
edit_unit 's|^Environment=.*|EnvironmentFile=/etc/default/mi_aplicacion|'
