# pins: service.environment/absent
# step: service
# es: Falta Environment=.
# en: Environment= is missing.
# shows: ! grep -q ^Environment "$UNIT_FILE"
edit_unit '/^Environment=/d'
