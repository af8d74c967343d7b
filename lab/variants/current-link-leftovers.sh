# step: directory
# es: Lo que se sirve está tras el enlace current; arriba siguen los archivos de antes.
# en: What is served lies behind the link current; above are still the files of before.
# shows: [ -L "$DIR/current" ] && [ -f "$DIR/wsgi.py" ]
systemctl stop "$UNIT"
R=$DIR/releases/1
mkdir -p "$R"
(cd "$DIR" && cp Pipfile Pipfile.lock application.py wsgi.py .env "$R/" && rm -rf __pycache__ ./*.sock)
ln -s releases/1 "$DIR/current"
chown -hR "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
edit_unit "s#^WorkingDirectory=.*#WorkingDirectory=$DIR/current#"
restart_nginx
