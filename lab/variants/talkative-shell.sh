# step: tools
# es: El shell del usuario es sh y su .profile habla.
# en: The user's shell is sh, and its .profile talks.
# shows: [ "$(getent passwd "$DEPLOY_USER" | cut -d: -f7)" = /bin/sh ]
usermod --shell /bin/sh "$DEPLOY_USER"
echo 'echo Bienvenido; echo aviso >&2' >> "/home/$DEPLOY_USER/.profile"
echo 'echo hola' >> "/home/$DEPLOY_USER/.bashrc"
