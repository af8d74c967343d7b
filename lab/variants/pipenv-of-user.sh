# step: tools
# es: pipenv se instaló con pip en ~/.local/bin, que solo está en el PATH de los shells de entrada.
# en: pipenv was installed with pip into ~/.local/bin, which only login shells have on their PATH.
# shows: [ -x "/home/$DEPLOY_USER/.local/bin/pipenv" ] && [ ! -e /usr/bin/pipenv ]
site=$(student 'python3 -c "import site; print(site.getusersitepackages())"')
student "mkdir -p ~/.local/bin '$site'"
cp -a /usr/lib/python3/dist-packages/pipenv* "$site/"
cp -a /usr/bin/pipenv "/home/$DEPLOY_USER/.local/bin/"
dpkg --remove pipenv > /dev/null
chown -R "$DEPLOY_USER:$DEPLOY_USER" "/home/$DEPLOY_USER/.local"
