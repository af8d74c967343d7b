# step: service
# es: La unidad y el sitio son enlaces a archivos del proyecto.
# en: Unit and site are links to files of the project.
# shows: [ -e "$DIR/deploy/sitio" ]
mkdir "$DIR/deploy"
cp "$UNIT_FILE" "$DIR/deploy/flask_app.service"; cp "$SITE" "$DIR/deploy/sitio"
systemctl disable --quiet --now "$UNIT"; rm "$UNIT_FILE"
ln -sf "$DIR/deploy/sitio" "$SITE"
systemctl daemon-reload; systemctl enable --quiet --now "$DIR/deploy/flask_app.service"
settle_app; restart_nginx
