# pins: service.current/other-settings
# step: service
# es: El grupo de SupplementaryGroups= se añadió a la unidad y se recargó, pero el servicio no se reinició.
# en: SupplementaryGroups= was added to the unit and reloaded, but the service not restarted.
# shows: systemctl show -p SupplementaryGroups "$UNIT" | grep -q games && ! grep "^Groups:" "/proc/$(systemctl show -p MainPID --value "$UNIT")/status" | grep -qw 60
sed -i 's/^Group=.*/&\nSupplementaryGroups=games/' "$UNIT_FILE"
systemctl daemon-reload
