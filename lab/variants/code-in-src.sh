# step: application
# es: El código está en src, y gunicorn lo sabe por --chdir.
# en: The code is in src, and gunicorn knows by --chdir.
# shows: [ -e "$DIR/src/wsgi.py" ]
mkdir "$DIR/src"; mv "$DIR/wsgi.py" "$DIR/application.py" "$DIR/src/"; sed -i 's|wsgi.py|src/wsgi.py|' "$DIR/.env"; chown -R usuario:www-data "$DIR/src"
edit_unit "s|--workers 3|--workers 3 --chdir $DIR/src|"
