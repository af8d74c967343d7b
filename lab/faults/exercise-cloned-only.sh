# pins: env.exists/missing, virtualenv.pipfile/missing, application.wsgi/missing, service.exists/none, site.exists/none, directory.owner/root, directory.group/root, directory.mode/group-cannot-write
# on: exercise
# step: directory
# es: Solo se clonó el repositorio, con sudo; nada más se hizo.
# en: The repository was only cloned, with sudo; nothing else was done.
# shows: [ -e "$DIR/app.py" ] && [ ! -e "$DIR/wsgi.py" ]
systemctl disable --quiet --now "$UNIT"
rm -rf "$UNIT_FILE" "$LINK" "$SITE" "$VENV" "$DIR/.env" "$DIR/Pipfile" "$DIR/Pipfile.lock" "$DIR/wsgi.py"
rm -rf "$DIR"/*.sock "$DIR/__pycache__"
chown -R root:root "$DIR"
chmod -R u=rwX,go=rX "$DIR"
systemctl daemon-reload
restart_nginx
