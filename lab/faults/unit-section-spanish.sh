# pins: service.keys/section-misspelt
# step: service
# es: La sección se llama [Servicio].
# en: The section is called [Servicio].
# shows: grep -qx "\[Servicio\]" "$UNIT_FILE"
systemctl stop "$UNIT"
edit_unit 's/^\[Service\]/[Servicio]/'
