# step: directory
# es: Con releases/ y current, el socket va con una ruta relativa.
# en: With releases/ and current, the socket has a relative path.
# shows: [ -S "$DIR/releases/2/web.sock" ]
systemctl stop "$UNIT"
mkdir -p "$DIR/releases/1" "$DIR/releases/2"
(cd "$DIR" && cp Pipfile application.py wsgi.py releases/1/ &&
    mv Pipfile Pipfile.lock application.py wsgi.py .env releases/2/ && rm -rf __pycache__ ./*.sock)
ln -s releases/2 "$DIR/current"
chown -hR "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
sed -i "s#unix:[^ ]*#unix:web.sock#" "$UNIT_FILE"
edit_unit "s#^WorkingDirectory=.*#WorkingDirectory=$DIR/current#" "$DIR/current/web.sock"
edit_site "s#http://unix:[^;]*#http://unix:$DIR/current/web.sock#"
