# pins: service.active/stopped
# step: service
# es: El servicio está habilitado pero parado.
# en: The service is enabled but stopped.
# shows: ! systemctl is-active "$UNIT"
systemctl stop "$UNIT"
