# step: tools
# es: pipenv se instaló con pipx: el PATH se pone en ~/.bashrc.
# en: pipenv was installed with pipx: PATH is set in ~/.bashrc.
# shows: [ -L "/home/$DEPLOY_USER/.apps/bin/pipenv" ] && [ ! -e /usr/bin/pipenv ]
student 'mkdir -p ~/.apps/bin ~/.local/share/pipx/venvs/pipenv/bin'
student 'echo "export PATH=\$PATH:\$HOME/.apps/bin" >> ~/.bashrc'
home=/home/$DEPLOY_USER
mv /usr/bin/pipenv "$home/.local/share/pipx/venvs/pipenv/bin/"
ln -s "$home/.local/share/pipx/venvs/pipenv/bin/pipenv" "$home/.apps/bin/pipenv"
chown -R "$DEPLOY_USER:$DEPLOY_USER" "$home/.local/share/pipx" "$home/.apps"
