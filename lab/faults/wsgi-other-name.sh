# pins: application.callable/other-name
# step: application
# es: El objeto se llama application y gunicorn busca app.
# en: The object is called application and gunicorn looks for app.
# shows: grep -q "as application" "$DIR/wsgi.py"
sed -i 's/import app$/import app as application/; s/app\.run/application.run/' "$DIR/wsgi.py"
restart_app
