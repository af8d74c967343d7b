# pins: service.socket-reachable/socket-closed
# step: service
# es: Con -m 077 solo el dueño puede usar el socket, y nginx no lo es.
# en: With -m 077 only the owner may use the socket, and nginx is not the owner.
# shows: [ "$(stat -c %a "$SOCK")" = 700 ]
edit_unit 's/--workers 3/--workers 3 -m 077/'
