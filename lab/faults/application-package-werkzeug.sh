# pins: gunicorn.loads/hidden-module
# step: application
# es: Un directorio de la aplicación se llama werkzeug y tapa el paquete.
# en: A directory of the application's is called werkzeug and hides the package.
# shows: [ -d "$DIR/werkzeug" ]
mkdir "$DIR/werkzeug"; touch "$DIR/werkzeug/__init__.py"; chown -R "$DEPLOY_USER:www-data" "$DIR/werkzeug"; chmod -R 775 "$DIR/werkzeug"
restart_app
