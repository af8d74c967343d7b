# step: tools
# es: pipenv se instaló con pipx: el PATH se pone en ~/.bashrc.
# en: pipenv was installed with pipx: PATH is set in ~/.bashrc.
# shows: [ -L "/home/$DEPLOY_USER/.apps/bin/pipenv" ] && [ ! -e /usr/bin/pipenv ]
home=/home/$DEPLOY_USER
venv=$home/.local/share/pipx/venvs/pipenv
student "mkdir -p ~/.apps/bin && python3 -m venv --without-pip --system-site-packages '$venv'"
student 'echo "export PATH=\$PATH:\$HOME/.apps/bin" >> ~/.bashrc'
cp -a /usr/lib/python3/dist-packages/pipenv* "$venv"/lib/python3*/site-packages/
sed "1s|.*|#!$venv/bin/python|" /usr/bin/pipenv > "$venv/bin/pipenv"
chmod 755 "$venv/bin/pipenv"
ln -s "$venv/bin/pipenv" "$home/.apps/bin/pipenv"
dpkg --remove pipenv > /dev/null
chown -R "$DEPLOY_USER:$DEPLOY_USER" "$home/.local/share/pipx" "$home/.apps"
