# pins: service.reloaded/not-read
# step: service
# es: Group= se corrigió en la unidad, pero nadie ejecutó daemon-reload: systemd sigue con el grupo de antes.
# en: Group= was corrected in the unit without a daemon-reload: systemd goes on with the group of before.
# shows: grep -q ^Group=www-data "$UNIT_FILE" && systemctl show -p Group "$UNIT" | grep -q usuario
cp "$UNIT_FILE" /root/right
edit_unit 's/^Group=.*/Group=usuario/'
sleep 0.1
cat /root/right > "$UNIT_FILE"
