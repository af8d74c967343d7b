# pins: gunicorn.loads/hidden-module
# step: application
# es: Un archivo de la aplicación se llama jinja2.py y tapa el paquete.
# en: A file of the application's is called jinja2.py and hides the package.
# shows: [ -e "$DIR/jinja2.py" ]
echo '# plantillas' > "$DIR/jinja2.py"; chown "$DEPLOY_USER:www-data" "$DIR/jinja2.py"
restart_app
