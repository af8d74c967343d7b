# pins: service.reloaded/not-read
# step: service
# es: La unidad con User=root se cambió por la copia de seguridad (mv), más antigua: systemd no nota el cambio.
# en: The unit with User=root was replaced by the older backup (mv): systemd does not notice.
# shows: [ "$(stat -c %U "/proc/$(systemctl show -p MainPID --value "$UNIT")")" = root ] && grep -q ^User=usuario "$UNIT_FILE"
cp -p "$UNIT_FILE" "$UNIT_FILE.bak"
edit_unit 's/^User=.*/User=root/'
sleep 0.1
mv "$UNIT_FILE.bak" "$UNIT_FILE"
