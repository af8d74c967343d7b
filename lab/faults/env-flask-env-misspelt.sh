# pins: env.flask-env/misspelt-key
# step: env
# es: La clave FLASK_ENV está mal escrita en .env.
# en: The key FLASK_ENV is misspelt in .env.
# shows: grep -q FLAK_ENV "$DIR/.env"
sed -i 's/^FLASK_ENV/FLAK_ENV/' "$DIR/.env"
