# step: service
# es: Sin red, con el socket en RuntimeDirectory= y /tmp propio.
# en: Without a network, with the socket in RuntimeDirectory= and a /tmp of its own.
# shows: [ -S /run/mi_aplicacion/web.sock ]
rm -f "$SOCK"
sed -i 's#unix:[^ ]*#unix:/run/mi_aplicacion/web.sock#' "$UNIT_FILE"
edit_unit 's#^Group=.*#&\nRuntimeDirectory=mi_aplicacion\nPrivateNetwork=yes\nPrivateTmp=yes\nRestrictAddressFamilies=AF_UNIX#' /run/mi_aplicacion/web.sock
edit_site 's#http://unix:[^;]*#http://unix:/run/mi_aplicacion/web.sock#'
