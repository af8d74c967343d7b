# pins: service.socket-answers/closed
# step: application
# es: La petición hace que el worker de gunicorn muera.
# en: The request makes gunicorn's worker die.
# shows: grep -q "_exit(1)" "$DIR/application.py"
sed -i "s/^    return/    __import__('os')._exit(1)\n    return/" "$DIR/application.py"
restart_app
