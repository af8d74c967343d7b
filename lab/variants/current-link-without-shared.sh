# step: directory
# es: El código está en releases/ y un enlace current apunta a la versión en uso.
# en: The code lies in releases/, and a link current leads to the release in use.
# shows: [ -L "$DIR/current" ]
systemctl stop "$UNIT"
R=$DIR/releases/1
mkdir -p "$R"
(cd "$DIR" && mv Pipfile Pipfile.lock application.py wsgi.py .env "$R/" && rm -rf __pycache__ ./*.sock)
ln -s releases/1 "$DIR/current"
chown -hR "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
edit_unit "s#^WorkingDirectory=.*#WorkingDirectory=$DIR/current#"
restart_nginx
