# on: exercise
# step: exercise
# es: El ejercicio no tiene wsgi.py: gunicorn carga app:app.
# en: The exercise has no wsgi.py: gunicorn loads app:app.
# shows: grep -q app:app "$UNIT_FILE" && [ ! -e "$DIR/wsgi.py" ]
rm "$DIR/wsgi.py"
sed -i 's/FLASK_APP=.*/FLASK_APP=app.py/' "$DIR/.env"
edit_unit 's/wsgi:app/app:app/'
