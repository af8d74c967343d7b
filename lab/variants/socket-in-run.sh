# step: service
# es: El socket está en /run, en un directorio que hace systemd (RuntimeDirectory=).
# en: The socket is under /run, in a directory that systemd makes (RuntimeDirectory=).
# sets: SOCK=/run/mi_aplicacion/web.sock
# shows: [ -S /run/mi_aplicacion/web.sock ]
sed -i '/^User=/i RuntimeDirectory=mi_aplicacion' "$UNIT_FILE"
edit_unit 's|unix:[^ ]*|unix:/run/mi_aplicacion/web.sock|' /run/mi_aplicacion/web.sock
edit_site 's|unix:[^;]*|unix:/run/mi_aplicacion/web.sock|'
