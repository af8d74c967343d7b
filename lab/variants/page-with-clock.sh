# step: application
# es: La página muestra la hora.
# en: The page shows the time.
# shows: grep -q "datetime" "$DIR/application.py"
sed -i '1i import datetime' "$DIR/application.py"
sed -i "s|return '\(.*\)'|return f'\1<p>Son las {datetime.datetime.now()}</p>'|" "$DIR/application.py"
restart_app
