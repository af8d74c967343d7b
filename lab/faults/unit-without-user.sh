# pins: service.user/absent
# step: service
# es: Falta User=, y la aplicación corre como root.
# en: User= is missing, so the application runs as root.
# shows: ! grep -q ^User= "$UNIT_FILE"
edit_unit '/^User=/d'
