# pins: env.syntax/without-equals
# step: env
# es: En .env falta el signo igual.
# en: An equals sign is missing in .env.
# shows: grep -q '^FLASK_APP wsgi' "$DIR/.env"
sed -i 's/^FLASK_APP=/FLASK_APP /' "$DIR/.env"
