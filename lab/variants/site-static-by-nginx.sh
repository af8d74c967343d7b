# step: site
# es: nginx sirve los estáticos con una location propia, y la página los usa.
# en: nginx serves the static files from a location of its own, and the page uses them.
# shows: grep -q "location /static/" "$SITE"
mkdir "$DIR/static"
echo "h1 { color: green }" > "$DIR/static/estilo.css"
sed -i "s|return '|return '<link rel=\"stylesheet\" href=\"/static/estilo.css\">|" "$DIR/application.py"
chown -R "$DEPLOY_USER:www-data" "$DIR/static"
restart_app
edit_site "/location/i location /static/ { alias $DIR/static/; }"
