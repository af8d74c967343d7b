# pins: service.keys/without-equals
# step: service
# es: ExecStart= se partió en dos líneas sin la barra invertida.
# en: ExecStart= was split over two lines without the backslash.
# shows: grep -q "^--bind" "$UNIT_FILE"
edit_unit 's/ --bind/\n--bind/'
