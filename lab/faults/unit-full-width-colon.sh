# pins: gunicorn.arguments/look-alike
# step: service
# es: Los dos puntos de wsgi:app son U+FF1A.
# en: The colon of wsgi:app is U+FF1A.
# shows: grep -q 'wsgi：app' "$UNIT_FILE"
edit_unit 's#wsgi:app#wsgi：app#'
