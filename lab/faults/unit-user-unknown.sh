# pins: service.user/unknown
# step: service
# es: User= nombra a un usuario que no existe.
# en: User= names a user that does not exist.
# shows: grep -q ^User=alumno "$UNIT_FILE"
edit_unit 's/^User=.*/User=alumno/'
