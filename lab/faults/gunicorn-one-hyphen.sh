# pins: gunicorn.arguments/one-hyphen
# step: gunicorn
# es: Las opciones de gunicorn llevan un guion en vez de dos.
# en: gunicorn's options have one hyphen instead of two.
# shows: grep -q " -workers" "$UNIT_FILE"
edit_unit 's/--workers/-workers/'
