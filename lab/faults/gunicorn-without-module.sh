# pins: gunicorn.arguments/no-module
# step: gunicorn
# es: A gunicorn no se le dice qué aplicación cargar.
# en: gunicorn is not told which application to load.
# shows: ! grep -q wsgi:app "$UNIT_FILE"
edit_unit 's/ wsgi:app//'
