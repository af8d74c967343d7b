# pins: service.active
# says: The program is stopped.
systemctl stop pagina.service
