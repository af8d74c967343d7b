# step: service
# es: Un drop-in de systemctl edit pone Restart= y se recargó; el servicio sigue en marcha desde antes.
# en: A drop-in of systemctl edit sets Restart=, reloaded; the service has run since before.
# shows: systemctl show -p Restart "$UNIT" | grep -q on-failure && [ -e "/etc/systemd/system/$UNIT.service.d/override.conf" ]
mkdir "/etc/systemd/system/$UNIT.service.d"
printf '[Service]\nRestart=on-failure\n' > "/etc/systemd/system/$UNIT.service.d/override.conf"
systemctl daemon-reload
