# pins: service.enabled
# says: El servicio no arranca con el servidor.
systemctl disable $UNIT
