# pins: env.flask-app/look-alike
# step: env
# es: .env empieza por una marca de orden de bytes (U+FEFF), que pipenv toma por parte del primer nombre.
# en: .env starts with a byte order mark (U+FEFF), which pipenv takes for a part of the first name.
# shows: head -c3 "$DIR/.env" | od -An -tx1 | grep -q 'ef bb bf'
sed -i '1s/^/\xef\xbb\xbf/' "$DIR/.env"
