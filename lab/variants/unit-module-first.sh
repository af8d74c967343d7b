# step: gunicorn
# es: El módulo va delante de las opciones.
# en: The module stands before the options.
# shows: grep -q "gunicorn wsgi:app --workers" "$UNIT_FILE"
edit_unit 's| wsgi:app$||; s|/gunicorn |/gunicorn wsgi:app |'
