# pins: service.group/absent
# step: service
# es: Falta Group=.
# en: Group= is missing.
# shows: ! grep -q ^Group= "$UNIT_FILE"
edit_unit '/^Group=/d'
