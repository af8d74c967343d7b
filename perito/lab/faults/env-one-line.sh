# pins: env.flask-app-resolves, env.flask-env
# step: env
# es: Las dos variables de .env están en una línea.
# en: Both variables of .env are on one line.
# shows: grep -q 'FLASK_APP.*FLASK_ENV' "$DIR/.env"
printf 'FLASK_APP=wsgi.py FLASK_ENV=production\n' > "$DIR/.env"
