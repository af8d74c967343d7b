# server: the virtualenv's Python is pyenv's, built in the home
base=/home/$DEPLOY_USER/.pyenv/versions/3.11.9
mkdir -p "$base/bin" "$base/lib"
cp -a /usr/bin/python3.11 "$base/bin/"
ln -s python3.11 "$base/bin/python3"
cp -a /usr/lib/python3.11 "$base/lib/"
chown -R "$DEPLOY_USER:$DEPLOY_USER" "/home/$DEPLOY_USER/.pyenv"
sed -i "s|^home = .*|home = $base/bin|; s|^base-prefix = .*|base-prefix = $base|; s|^base-exec-prefix = .*|base-exec-prefix = $base|; s|^base-executable = .*|base-executable = $base/bin/python3.11|" "$VENV/pyvenv.cfg"
for name in python python3 python3.11; do [ ! -e "$VENV/bin/$name" ] || ln -sf "$base/bin/python3.11" "$VENV/bin/$name"; done
chown -h "$DEPLOY_USER:$DEPLOY_USER" "$VENV"/bin/python*
rm -r $LIES
restart_app
