# pins: gunicorn.arguments/look-alike
# step: service
# es: Entre --bind y su valor hay un espacio de no separación (U+00A0).
# en: A no-break space (U+00A0) stands between --bind and its value.
# shows: grep -q 'bind.unix' "$UNIT_FILE" && ! grep -q 'bind unix' "$UNIT_FILE"
edit_unit 's#--bind #--bind\xc2\xa0#'
