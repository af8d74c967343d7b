# pins: service.current/other-settings
# step: service
# es: El directorio se borró y se volvió a copiar con el servicio en marcha: gunicorn sigue en el que ya no existe.
# en: The directory was deleted and copied again while the service ran: gunicorn is still in the one that is gone.
# shows: readlink "/proc/$(systemctl show -p MainPID --value "$UNIT")/cwd" | grep -q deleted
cp -a "$DIR" /root/copy
rm -f /root/copy/*.sock
rm -rf "$DIR"
cp -a /root/copy "$DIR"
