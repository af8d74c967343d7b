# step: directory
# es: Como despliega Capistrano: releases/, current absoluto y .env en shared/.
# en: As Capistrano deploys: releases/, an absolute current, and .env in shared/.
# shows: [ -L "$DIR/current/.env" ]
systemctl stop "$UNIT"
R=$DIR/releases/20240510101500
mkdir -p "$DIR/releases/20240401090000" "$R" "$DIR/shared"
(cd "$DIR" && cp Pipfile Pipfile.lock application.py wsgi.py "$DIR/releases/20240401090000/" &&
    mv Pipfile Pipfile.lock application.py wsgi.py "$R/" && mv .env shared/ && rm -rf __pycache__ ./*.sock)
ln -s "$DIR/shared/.env" "$R/.env"
ln -s "$R" "$DIR/current"
chown -hR "$DEPLOY_USER:www-data" "$DIR"
chmod -R 775 "$DIR"
sed -i "s#unix:[^ ]*#unix:$DIR/shared/mi_aplicacion.sock#" "$UNIT_FILE"
edit_unit "s#^WorkingDirectory=.*#WorkingDirectory=$DIR/current#" "$DIR/shared/mi_aplicacion.sock"
edit_site "s#http://unix:[^;]*#http://unix:$DIR/shared/mi_aplicacion.sock#"
