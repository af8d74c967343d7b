# pins: service.user/other
# step: service
# es: User= es un usuario que existe, pero no es el dueño del directorio.
# en: User= is a user who exists but does not own the directory.
# shows: grep -q ^User=games "$UNIT_FILE"
edit_unit 's/^User=.*/User=games/'
