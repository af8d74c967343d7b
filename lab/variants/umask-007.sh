# step: service
# es: Opciones cortas, 2 workers y umask 007: solo el grupo www-data llega al socket.
# en: Short options, 2 workers and umask 007: only the group www-data reaches the socket.
# shows: grep -q -e "-w2 -m 007 -b" "$UNIT_FILE"
edit_unit 's/--workers 3 --bind /-w2 -m 007 -b /'
