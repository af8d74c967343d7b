# pins: service.group/misread
# step: service
# es: Detrás de Group= hay un comentario.
# en: A comment stands behind Group=.
# shows: grep -q '^Group=.* #' "$UNIT_FILE"
edit_unit 's|^Group=.*|& # el grupo de nginx|'
