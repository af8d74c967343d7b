# pins: service.exec-start/absent
# step: service
# es: Falta ExecStart=.
# en: ExecStart= is missing.
# shows: ! grep -q ExecStart "$UNIT_FILE"
systemctl stop "$UNIT"
edit_unit '/^ExecStart=/d'
