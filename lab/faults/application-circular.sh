# pins: gunicorn.loads/circular
# step: application
# es: application.py y wsgi.py se importan el uno al otro.
# en: application.py and wsgi.py import each other.
# shows: grep -q 'from wsgi' "$DIR/application.py"
sed -i '1i from wsgi import app as otra' "$DIR/application.py"
restart_app
