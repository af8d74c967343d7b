# pins: service.group/unknown
# step: service
# es: Group= nombra un grupo que no existe.
# en: Group= names a group that does not exist.
# shows: grep -q ^Group=www_data "$UNIT_FILE"
edit_unit 's/^Group=.*/Group=www_data/'
