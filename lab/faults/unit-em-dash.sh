# pins: gunicorn.arguments/look-alike
# step: service
# es: --workers se volvió —workers (U+2014) al copiarlo de un procesador de textos.
# en: --workers became —workers (U+2014) when it was copied from a word processor.
# shows: grep -q -- ' —workers' "$UNIT_FILE"
edit_unit 's#--workers#—workers#'
