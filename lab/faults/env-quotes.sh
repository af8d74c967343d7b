# pins: env.syntax/quotes-open
# step: env
# es: En .env las comillas no casan.
# en: The quotes in .env do not match.
# shows: grep -q "\"wsgi.py'" "$DIR/.env"
printf 'FLASK_APP = "wsgi.py'"'"'\nFLASK_ENV=production\n' > "$DIR/.env"
