# step: directory
# es: gunicorn entra en current con --chdir; WorkingDirectory= es el directorio.
# en: gunicorn enters current by --chdir; WorkingDirectory= is the directory.
# shows: grep -q -- "--chdir $DIR/current" "$UNIT_FILE"
systemctl stop "$UNIT"
mkdir -p "$DIR/releases/v1"
(cd "$DIR" && mv application.py wsgi.py releases/v1/ && rm -rf __pycache__ ./*.sock)
cp "$DIR/.env" "$DIR/Pipfile" "$DIR/Pipfile.lock" "$DIR/releases/v1/"
ln -s releases/v1 "$DIR/current"
sed -i 's#^FLASK_APP=.*#FLASK_APP=current/wsgi.py#' "$DIR/.env"
chown -hR "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
edit_unit "s#gunicorn --workers#gunicorn --chdir $DIR/current --workers#"
