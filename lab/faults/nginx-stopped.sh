# pins: nginx.active/stopped
# step: nginx
# es: nginx está parado.
# en: nginx is stopped.
# shows: ! systemctl is-active nginx
systemctl stop nginx
