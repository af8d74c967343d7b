# pins: service.keys/section-misspelt
# step: service
# es: La sección [Install] está escrita con minúscula.
# en: The section [Install] is written in lower case.
# shows: grep -qx "\[install\]" "$UNIT_FILE"
systemctl disable --quiet "$UNIT"
edit_unit 's/^\[Install\]/[install]/'
systemctl enable "$UNIT" 2>/dev/null || true
