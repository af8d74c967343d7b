# pins: service.keys/several
# step: service
# es: Falta la línea [Service].
# en: The line [Service] is missing.
# shows: ! grep -q '^\[Service\]' "$UNIT_FILE"
edit_unit '/^\[Service\]/d'
