# server: the virtualenv's Python was built in the home, as pyenv, uv and deadsnakes do
base=/home/$DEPLOY_USER/.pyenv/versions/3.11.2
mkdir -p $base/bin $base/lib
cp -a /usr/lib/python3.11 $base/lib/
rm -f $base/lib/python3.11/sitecustomize.py
cp /usr/bin/python3.11 $base/bin/python3.11
ln -s python3.11 $base/bin/python3
chown -R "$DEPLOY_USER:" "/home/$DEPLOY_USER/.pyenv"
ln -sfn $base/bin/python3.11 "$VENV/bin/python"
sed -i "s|^home = .*|home = $base/bin|; s|^base-|# base-|" "$VENV/pyvenv.cfg"
restart_app
