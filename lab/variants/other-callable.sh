# step: application
# es: El objeto se llama aplicacion y gunicorn carga wsgi:aplicacion.
# en: The object is called aplicacion and gunicorn loads wsgi:aplicacion.
# shows: grep -q "wsgi:aplicacion" "$UNIT_FILE"
sed -i 's/\bapp\b/aplicacion/g' "$DIR/application.py" "$DIR/wsgi.py"
edit_unit 's/wsgi:app/wsgi:aplicacion/'
