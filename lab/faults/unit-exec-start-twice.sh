# pins: service.exec-start/several
# step: service
# es: Un drop-in añade un segundo ExecStart= sin quitar el primero.
# en: A drop-in adds a second ExecStart= without clearing the first.
# shows: [ -e "/etc/systemd/system/$UNIT.service.d/override.conf" ]
mkdir "/etc/systemd/system/$UNIT.service.d"
printf '[Service]\n%s\n' "$(grep ^ExecStart= "$UNIT_FILE")" > "/etc/systemd/system/$UNIT.service.d/override.conf"
restart_app
