# pins: service.keys/misspelt
# step: service
# es: La unidad dice Enviroment=, que systemd no conoce.
# en: The unit says Enviroment=, which systemd does not know.
# shows: grep -q ^Enviroment= "$UNIT_FILE"
edit_unit 's/^Environment=/Enviroment=/'
