# pins: env.flask-app/empty-file, env.flask-env/empty-file
# step: env
# es: El archivo .env se creó pero nunca se editó.
# en: .env was created but never edited.
# shows: [ ! -s "$DIR/.env" ]
: > "$DIR/.env"
