# pins: env.flask-env/misspelt-value
# step: env
# es: FLASK_ENV vale produccion en vez de production.
# en: FLASK_ENV is produccion instead of production.
# shows: grep -q FLASK_ENV=produccion "$DIR/.env"
sed -i 's/^FLASK_ENV=.*/FLASK_ENV=produccion/' "$DIR/.env"
