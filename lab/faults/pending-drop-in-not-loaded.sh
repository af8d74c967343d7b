# pins: service.reloaded/not-read
# step: service
# es: Un drop-in corrige el PATH de la unidad, pero se creó a mano y sin daemon-reload.
# en: A drop-in corrects the unit's PATH, but it was made by hand and without a daemon-reload.
# shows: [ -e "/etc/systemd/system/$UNIT.service.d/path.conf" ] && systemctl show -p NeedDaemonReload "$UNIT" | grep -q yes
path=$(sed -n 's/^Environment=//p' "$UNIT_FILE")
edit_unit '/^Environment=/d'
sleep 0.1
mkdir "/etc/systemd/system/$UNIT.service.d"
printf '[Service]\nEnvironment=%s\n' "$path" > "/etc/systemd/system/$UNIT.service.d/path.conf"
