# pins: service.workers/absent
# step: service
# es: No se indica el número de workers.
# en: The number of workers is not given.
# shows: ! grep -q -e --workers "$UNIT_FILE"
edit_unit 's/ --workers 3//'
