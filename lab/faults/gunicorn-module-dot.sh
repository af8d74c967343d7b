# pins: gunicorn.arguments/joined-by-dot
# step: gunicorn
# es: El módulo y el objeto van con un punto: wsgi.app.
# en: Module and object are joined by a dot: wsgi.app.
# shows: grep -qF " wsgi.app" "$UNIT_FILE"
edit_unit 's/wsgi:app/wsgi.app/'
