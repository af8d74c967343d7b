# pins: service.wanted-by/absent
# step: service
# es: La unidad no tiene sección [Install].
# en: The unit has no [Install] section.
# shows: ! grep -q Install "$UNIT_FILE"
systemctl disable --quiet "$UNIT"
edit_unit '/^\[Install\]/,$d'
systemctl enable --quiet "$UNIT" 2>/dev/null || true
