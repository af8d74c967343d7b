# pins: env.flask-app-resolves/look-alike
# step: env
# es: En el valor de FLASK_APP hay un carácter invisible (U+200B).
# en: The value of FLASK_APP has an invisible character (U+200B).
# shows: ! grep -q 'wsgi.py$' "$DIR/.env"
sed -i 's/^FLASK_APP=.*/FLASK_APP=wsgi\xe2\x80\x8b.py/' "$DIR/.env"
