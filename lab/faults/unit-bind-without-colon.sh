# pins: service.bind/without-colon
# step: service
# es: En --bind falta el signo : tras unix.
# en: In --bind the colon after unix is missing.
# shows: grep -q -e "--bind unix /" "$UNIT_FILE"
edit_unit 's/unix:/unix /'
