# server: owner and mode of everything were put right after the service was started
# named: -
sleep 1
chown -R "$DEPLOY_USER:www-data" "$DIR"
chmod -R u=rwX,g=rwX,o=rX "$DIR"
cp -p "$DIR/application.py" "$DIR/.new"
mv "$DIR/.new" "$DIR/application.py"
