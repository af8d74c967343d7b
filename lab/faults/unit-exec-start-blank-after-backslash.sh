# pins: service.keys/blank-after-backslash
# step: service
# es: Tras la barra invertida que parte ExecStart= hay un espacio, y la línea no continúa.
# en: A blank stands behind the backslash that splits ExecStart=, and the line does not go on.
# shows: grep -q '\\ $' "$UNIT_FILE"
edit_unit 's| --bind| \\ \n    --bind|'
