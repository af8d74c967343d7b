# pins: nginx.enabled/masked
# step: nginx
# es: El servicio nginx está enmascarado: no arrancará con el servidor.
# en: The service nginx is masked: it will not start with the server.
# shows: [ "$(systemctl is-enabled nginx)" = masked ]
systemctl disable --quiet nginx
ln -sf /dev/null /etc/systemd/system/nginx.service
systemctl daemon-reload
