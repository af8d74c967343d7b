# server: modules in C lie beside the application, and in the user's own packages
site=$(echo "$VENV"/lib/python3*/site-packages)
cp "$(echo /usr/lib/python3.11/lib-dynload/_queue.*.so)" "$DIR/"
cp "$(echo /usr/lib/python3.11/lib-dynload/_uuid.*.so)" "$DIR/_uuid.so"
sed -i '1i import _queue, _uuid' "$DIR/application.py"
chown -R "$DEPLOY_USER:www-data" "$DIR"
sed -i 's/include-system-site-packages = false/include-system-site-packages = true/' "$VENV/pyvenv.cfg"
own=/home/$DEPLOY_USER/.local/lib/python3.11/site-packages
mkdir -p $own
mv "$site"/markupsafe "$site"/[mM]arkup[sS]afe-*.dist-info $own/
chown -R "$DEPLOY_USER:" "/home/$DEPLOY_USER/.local"
sleep 1
restart_app
