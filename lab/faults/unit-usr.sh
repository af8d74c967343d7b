# pins: service.keys/misspelt
# step: service
# es: La unidad dice Usr=, que systemd no conoce: la aplicación corre como root.
# en: The unit says Usr=, which systemd does not know: the application runs as root.
# shows: grep -q ^Usr= "$UNIT_FILE"
edit_unit 's/^User=/Usr=/'
