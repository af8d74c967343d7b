# pins: service.working-directory/absent
# step: service
# es: Falta WorkingDirectory=.
# en: WorkingDirectory= is missing.
# shows: ! grep -q WorkingDirectory "$UNIT_FILE"
edit_unit '/^WorkingDirectory=/d'
