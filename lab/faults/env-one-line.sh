# pins: env.flask-app-resolves/two-on-one-line, env.flask-env/on-another-line
# step: env
# es: Las dos variables de .env están en una línea.
# en: Both variables of .env are on one line.
# shows: grep -q 'FLASK_APP.*FLASK_ENV' "$DIR/.env"
printf 'FLASK_APP=wsgi.py FLASK_ENV=production\n' > "$DIR/.env"
