# step: service
# es: La unidad carga también el .env con EnvironmentFile=.
# en: The unit loads .env as well, with EnvironmentFile=.
# shows: grep -q ^EnvironmentFile "$UNIT_FILE"
edit_unit "/^WorkingDirectory=/a EnvironmentFile=$DIR/.env"
