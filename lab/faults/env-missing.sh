# pins: env.exists/missing
# step: env
# es: No hay archivo .env.
# en: There is no .env file.
# shows: [ ! -e "$DIR/.env" ]
rm "$DIR/.env"
