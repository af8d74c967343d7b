# pins: directory.owner/other-user
# step: directory
# es: El directorio es del usuario games.
# en: The directory belongs to the user games.
# shows: [ "$(stat -c %U "$DIR")" = games ]
chown games "$DIR"
restart_app
