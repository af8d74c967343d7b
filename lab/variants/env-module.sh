# step: env
# es: FLASK_APP vale wsgi, sin .py.
# en: FLASK_APP is wsgi, without .py.
# shows: grep -qx FLASK_APP=wsgi "$DIR/.env"
sed -i 's/^FLASK_APP=.*/FLASK_APP=wsgi/' "$DIR/.env"
