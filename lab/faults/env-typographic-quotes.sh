# pins: env.flask-env/look-alike
# step: env
# es: FLASK_ENV lleva comillas tipográficas, que quedan en el valor.
# en: FLASK_ENV has typographic quotes, which stay in its value.
# shows: grep -q '“production”' "$DIR/.env"
sed -i 's/^FLASK_ENV=.*/FLASK_ENV=“production”/' "$DIR/.env"
