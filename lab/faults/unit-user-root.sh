# pins: service.user/root
# step: service
# es: La aplicación corre como root.
# en: The application runs as root.
# shows: grep -q ^User=root "$UNIT_FILE"
edit_unit 's/^User=.*/User=root/'
