# pins: gunicorn.loads/hangs
# step: application
# es: La aplicación espera a una base de datos al importarse, y gunicorn mata a cada worker a los 4 segundos.
# en: The application waits for a database when it is imported, and gunicorn kills each worker after 4 seconds.
# shows: grep -q 'time.sleep(60)' "$DIR/application.py"
sed -i '1i import time\ntime.sleep(60)' "$DIR/application.py"
sed -i 's#--workers 3#--workers 3 --timeout 4#' "$UNIT_FILE"
systemctl daemon-reload; systemctl restart "$UNIT"; sleep 7
