# pins: service.keys/misspelt
# step: service
# es: La unidad dice WorkingDirectoy=.
# en: The unit says WorkingDirectoy=.
# shows: grep -q ^WorkingDirectoy= "$UNIT_FILE"
edit_unit 's/^WorkingDirectory=/WorkingDirectoy=/'
