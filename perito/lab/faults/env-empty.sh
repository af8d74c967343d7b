# pins: env.flask-app, env.flask-env
# step: env
# es: El archivo .env se creó pero nunca se editó.
# en: .env was created but never edited.
# shows: [ ! -s "$DIR/.env" ]
: > "$DIR/.env"
