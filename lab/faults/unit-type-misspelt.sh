# pins: service.keys/bad-value
# step: service
# es: Type= lleva un valor que systemd no conoce.
# en: Type= has a value that systemd does not know.
# shows: grep -q simpel "$UNIT_FILE"
edit_unit 's|^User=|Type=simpel\nUser=|'
