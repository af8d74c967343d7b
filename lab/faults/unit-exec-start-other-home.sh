# pins: service.exec-start/no-such-program
# step: service
# es: ExecStart= nombra el directorio personal de otro usuario.
# en: ExecStart= names another user's home.
# shows: grep -q "^ExecStart=/home/alumno" "$UNIT_FILE"
edit_unit "/^ExecStart=/s|/home/$DEPLOY_USER|/home/alumno|"
