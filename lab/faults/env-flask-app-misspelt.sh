# pins: env.flask-app/misspelt-key
# step: env
# es: La clave FLASK_APP está mal escrita en .env.
# en: The key FLASK_APP is misspelt in .env.
# shows: grep -q FLAK_APP "$DIR/.env"
sed -i 's/^FLASK_APP/FLAK_APP/' "$DIR/.env"
