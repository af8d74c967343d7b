# step: service
# es: El socket está en /tmp.
# en: The socket is in /tmp.
# sets: SOCK=/tmp/mi_aplicacion.sock
# shows: [ -S /tmp/mi_aplicacion.sock ]
edit_unit 's|unix:[^ ]*|unix:/tmp/mi_aplicacion.sock|' /tmp/mi_aplicacion.sock
edit_site 's|unix:[^;]*|unix:/tmp/mi_aplicacion.sock|'
