# step: gunicorn
# es: Gunicorn recibe además --chdir, --name y un registro propio.
# en: Gunicorn also gets --chdir, --name and a log of its own.
# shows: grep -q -e --chdir "$UNIT_FILE"
edit_unit "s| wsgi:app\$| --chdir $DIR --name tienda --log-level info --access-logfile - --timeout 60 wsgi:app|"
