# pins: directory.mode/only-the-owner
# step: directory
# es: El directorio se dejó con permisos 700: nginx no llega al socket.
# en: The directory was left with mode 700: nginx cannot reach the socket.
# shows: [ "$(stat -c %a "$DIR")" = 700 ]
chmod -R 700 "$DIR"
restart_app
