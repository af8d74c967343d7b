# pins: gunicorn.arguments/with-suffix
# step: gunicorn
# es: El módulo se escribió como archivo: wsgi.py:app.
# en: The module was written as a file: wsgi.py:app.
# shows: grep -q wsgi.py:app "$UNIT_FILE"
edit_unit 's/wsgi:app/wsgi.py:app/'
