# pins: service.environment/other-virtualenv
# step: service
# es: PATH lleva el resumen de otro entorno virtual.
# en: PATH carries another virtual environment's hash.
# shows: grep -q "^Environment=.*xMdhWSUy" "$UNIT_FILE"
edit_unit '/^Environment=/s/-[^/]*\/bin/-xMdhWSUy\/bin/'
