# step: application
# es: El código y la unidad empiezan por una marca de orden de bytes (UTF-8).
# en: Code and unit start with a byte order mark (UTF-8).
# shows: head -c3 "$DIR/wsgi.py" | od -An -tx1 | grep -q 'ef bb bf'
sed -i '1s/^/\xef\xbb\xbf/' "$DIR/wsgi.py" "$DIR/application.py" "$UNIT_FILE"
restart_app
