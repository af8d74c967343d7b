# server: pipenv was installed with pip install --user, and Debian's package was removed
home=/home/$DEPLOY_USER
site=$home/.local/lib/python3.11/site-packages
mkdir -p "$site" "$home/.local/bin"
cp -a /usr/lib/python3/dist-packages/pipenv "$site/"
cp -a /usr/lib/python3/dist-packages/pipenv-2022.12.19.egg-info "$site/"
cp /usr/bin/pipenv "$home/.local/bin/pipenv"
dpkg --force-depends --remove pipenv > /dev/null
chown -R "$DEPLOY_USER:" "$home/.local"
