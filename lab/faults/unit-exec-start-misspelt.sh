# pins: service.keys/misspelt
# step: service
# es: La unidad dice ExecStar=.
# en: The unit says ExecStar=.
# shows: grep -q ^ExecStar= "$UNIT_FILE"
systemctl stop "$UNIT"
edit_unit 's/^ExecStart=/ExecStar=/'
