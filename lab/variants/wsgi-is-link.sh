# step: application
# es: wsgi.py es un enlace a application.py.
# en: wsgi.py is a link to application.py.
# shows: [ -L "$DIR/wsgi.py" ]
rm "$DIR/wsgi.py"; ln -s application.py "$DIR/wsgi.py"
restart_app
