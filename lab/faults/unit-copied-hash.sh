# pins: service.environment/other-virtualenv, service.exec-start/no-such-program
# step: service
# es: La unidad se copió sin adaptar el nombre del entorno virtual.
# en: The unit was copied without adapting the virtual environment's name.
# shows: grep -q xMdhWSUy "$UNIT_FILE"
edit_unit "s|$VENV|/home/$DEPLOY_USER/.local/share/virtualenvs/${APP}-xMdhWSUy|g"
