# pins: service.socket-answers/too-slow
# step: application
# es: La vista tarda más que los 30 segundos de un worker, y gunicorn lo mata.
# en: The view takes longer than the 30 seconds of a worker, and gunicorn kills it.
# shows: grep -q 'sleep(90)' "$DIR/application.py"
sed -i 's/^def index():/def index():\n    import time; time.sleep(90)/' "$DIR/application.py"
systemctl restart "$UNIT"; sleep 1
