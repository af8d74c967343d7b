# pins: nginx.active/by-hand
# step: nginx
# es: nginx se arrancó a mano y no con systemd.
# en: nginx was started by hand and not by systemd.
# shows: pgrep -x nginx && ! systemctl is-active --quiet nginx
systemctl stop nginx; nginx; sleep 1
