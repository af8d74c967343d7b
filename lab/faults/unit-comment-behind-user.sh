# pins: service.user/misread
# step: service
# es: Detrás de User= hay un comentario.
# en: A comment stands behind User=.
# shows: grep -q '^User=.* #' "$UNIT_FILE"
edit_unit 's|^User=.*|& # quien despliega|'
