# step: env
# es: FLASK_APP vale wsgi:app.
# en: FLASK_APP is wsgi:app.
# shows: grep -q FLASK_APP=wsgi:app "$DIR/.env"
sed -i 's/^FLASK_APP=.*/FLASK_APP=wsgi:app/' "$DIR/.env"
