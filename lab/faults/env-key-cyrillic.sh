# pins: env.flask-app/look-alike
# step: env
# es: Una letra de FLASK_APP es cirílica (U+0410).
# en: A letter of FLASK_APP is Cyrillic (U+0410).
# shows: ! grep -q '^FLASK_APP' "$DIR/.env"
sed -i 's/^FLASK_APP/FLASK_\xd0\x90PP/' "$DIR/.env"
