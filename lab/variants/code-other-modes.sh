# step: directory
# es: El modo 775 se puso antes de crear los archivos: los de dentro tienen otros.
# en: Mode 775 was set before the files existed: those inside have others.
# shows: [ "$(stat -c %a "$DIR/wsgi.py")" = 644 ]
find "$DIR" -type f -exec chmod 644 {} +
