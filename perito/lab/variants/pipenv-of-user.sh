# step: tools
# es: pipenv se instaló con pip en ~/.local/bin, que solo está en el PATH de los shells de entrada.
# en: pipenv was installed with pip into ~/.local/bin, which only login shells have on their PATH.
# shows: [ -x "/home/$DEPLOY_USER/.local/bin/pipenv" ] && [ ! -e /usr/bin/pipenv ]
student 'mkdir -p ~/.local/bin'
mv /usr/bin/pipenv "/home/$DEPLOY_USER/.local/bin/"
chown "$DEPLOY_USER:$DEPLOY_USER" "/home/$DEPLOY_USER/.local/bin/pipenv"
