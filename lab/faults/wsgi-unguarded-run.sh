# pins: application.guarded/unguarded
# step: application
# es: app.run() está fuera de la guarda __main__ y gunicorn nunca llega a responder.
# en: app.run() stands outside the __main__ guard and gunicorn never gets to answer.
# shows: ! grep -q __main__ "$DIR/wsgi.py"
sed -i '/__main__/d; s/^ *app.run/app.run/' "$DIR/wsgi.py"
restart_app
