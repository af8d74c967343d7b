# pins: env.flask-env/development
# step: env
# es: FLASK_ENV vale development.
# en: FLASK_ENV is development.
# shows: grep -q FLASK_ENV=development "$DIR/.env"
sed -i 's/^FLASK_ENV=.*/FLASK_ENV=development/' "$DIR/.env"
