# pins: gunicorn.arguments/look-alike
# step: service
# es: La opción --bind empieza por una raya corta (U+2013), copiada de un documento.
# en: The option --bind begins with an en dash (U+2013), copied from a document.
# shows: grep -q -- ' –-bind' "$UNIT_FILE"
rm -f "$SOCK"
edit_unit 's#--bind#–-bind#'
