# pins: gunicorn.arguments/ambiguous
# step: gunicorn
# es: La opción se escribió --worker, que es ambigua.
# en: The option was written --worker, which is ambiguous.
# shows: grep -q -e "--worker 3" "$UNIT_FILE"
edit_unit 's/--workers/--worker/'
