# pins: env.flask-env/missing
# step: env
# es: Falta la línea FLASK_ENV.
# en: The line FLASK_ENV is missing.
# shows: ! grep -q FLASK_ENV "$DIR/.env"
sed -i '/^FLASK_ENV/d' "$DIR/.env"
