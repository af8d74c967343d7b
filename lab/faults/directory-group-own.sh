# pins: directory.group/the-owners
# step: directory
# es: El grupo del directorio es el del usuario y no www-data.
# en: The directory's group is the user's own and not www-data.
# shows: [ "$(stat -c %G "$DIR")" = "$DEPLOY_USER" ]
chown -R "$DEPLOY_USER:$DEPLOY_USER" "$DIR"
restart_app
