# pins: service.stable/restarting
# step: service
# es: systemd mata y vuelve a arrancar el servicio cada dos segundos.
# en: systemd kills the service and starts it again every two seconds.
# shows: [ "$(systemctl show --property=NRestarts --value "$UNIT")" -gt 1 ]
sed -i '/^After=/a StartLimitIntervalSec=0' "$UNIT_FILE"
sed -i '/^User=/i Restart=always\nRestartSec=200ms\nRuntimeMaxSec=2' "$UNIT_FILE"
systemctl daemon-reload
systemctl restart "$UNIT"
sleep 7
settle_app
