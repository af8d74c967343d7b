# pins: access.styles/one
# step: access
# es: El sitio busca los estilos en un directorio que no existe.
# en: The site looks for the styles in a directory that does not exist.
# shows: grep -q "alias /var/www/otro" "$SITE"
mkdir "$DIR/static"
echo "h1 { color: green }" > "$DIR/static/estilo.css"
sed -i "s|return '|return '<link rel=\"stylesheet\" href=\"/static/estilo.css\">|" "$DIR/application.py"
chown -R "$DEPLOY_USER:www-data" "$DIR/static"
restart_app
edit_site '/location/i location /static/ { alias /var/www/otro/static/; }'
