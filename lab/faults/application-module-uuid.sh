# pins: gunicorn.loads/hidden-module
# step: application
# es: Un archivo de la aplicación se llama uuid.py y tapa el módulo de Python.
# en: A file of the application's is called uuid.py and hides Python's module.
# shows: [ -e "$DIR/uuid.py" ]
echo 'def nuevo(): return 1' > "$DIR/uuid.py"; chown "$DEPLOY_USER:www-data" "$DIR/uuid.py"
restart_app
