# step: env
# es: FLASK_APP vale application.py.
# en: FLASK_APP is application.py.
# shows: grep -q FLASK_APP=application.py "$DIR/.env"
sed -i 's/^FLASK_APP=.*/FLASK_APP=application.py/' "$DIR/.env"
