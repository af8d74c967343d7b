# pins: service.wanted-by/misread
# step: service
# es: Detrás de WantedBy= hay un comentario.
# en: A comment stands behind WantedBy=.
# shows: grep -q '^WantedBy=.* #' "$UNIT_FILE"
systemctl disable --quiet "$UNIT"
edit_unit 's|^WantedBy=.*|& # al arrancar|'
systemctl enable --quiet "$UNIT" || true
