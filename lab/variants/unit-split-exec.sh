# step: service
# es: ExecStart= va en varias líneas con barra invertida, con comentarios en la unidad.
# en: ExecStart= is on several lines with backslashes, with comments in the unit.
# shows: grep -q "gunicorn .$" "$UNIT_FILE"
edit_unit 's|^\(ExecStart=[^ ]*\) \(.*\) --bind \([^ ]*\) |# arranca gunicorn\n\1 \\\n    \2 \\\n    --bind \3 \\\n    |'
