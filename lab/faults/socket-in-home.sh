# pins: service.socket-reachable/directory-closed
# step: service
# es: El socket está en el directorio personal, al que nginx no puede entrar.
# en: The socket is in the user's home, which nginx cannot enter.
# shows: [ -S "/home/$DEPLOY_USER/$APP.sock" ]
chmod 700 "/home/$DEPLOY_USER"
edit_unit "s|unix:[^ ]*|unix:/home/$DEPLOY_USER/$APP.sock|" "/home/$DEPLOY_USER/$APP.sock"
edit_site "s|unix:[^;]*|unix:/home/$DEPLOY_USER/$APP.sock|"
