# pins: service.enabled/disabled
# step: service
# es: El servicio se inició pero nunca se habilitó: no arrancará con el servidor.
# en: The service was started but never enabled: it will not start with the server.
# shows: ! systemctl is-enabled "$UNIT"
systemctl disable --quiet "$UNIT"
