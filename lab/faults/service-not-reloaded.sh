# pins: service.reloaded/not-read
# step: service
# es: La unidad se editó sin daemon-reload.
# en: The unit was edited without daemon-reload.
# shows: [ "$(systemctl show --property=NeedDaemonReload --value "$UNIT")" = yes ]
# The kernel's clock for files is coarse: without a pause the change may carry the old time.
sleep 0.1
sed -i 's/--workers 3/--workers 4/' "$UNIT_FILE"
