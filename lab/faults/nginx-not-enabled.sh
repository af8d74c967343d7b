# pins: nginx.enabled/disabled
# step: nginx
# es: nginx no arrancará con el servidor.
# en: nginx will not start with the server.
# shows: ! systemctl is-enabled nginx
systemctl disable --quiet nginx
