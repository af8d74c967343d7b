# pins: service.wanted-by/misspelt
# step: service
# es: WantedBy= nombra un objetivo que no existe.
# en: WantedBy= names a target that does not exist.
# shows: grep -q ^WantedBy=multiuser.target "$UNIT_FILE"
systemctl disable --quiet "$UNIT"
edit_unit 's/^WantedBy=.*/WantedBy=multiuser.target/'
systemctl enable --quiet "$UNIT" 2>/dev/null
