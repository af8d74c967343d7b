# pins: gunicorn.no-test-server/left, service.exists/none, site.exists/none
# on: exercise
# step: service
# es: El ejercicio se quedó en un gunicorn lanzado a mano en el puerto 5000, sin servicio ni sitio.
# en: The exercise was left as a gunicorn started by hand on port 5000, with neither service nor site.
# shows: [ ! -e "$UNIT_FILE" ] && ss -Hltn | grep -q :5000
systemctl disable --quiet --now "$UNIT"
rm "$UNIT_FILE" "$LINK" "$SITE"
systemctl daemon-reload
restart_nginx
student "cd '$DIR' && exec setsid '$VENV/bin/gunicorn' --daemon --workers 2 --bind 0.0.0.0:5000 wsgi:app"
until ss -Hltn | grep -q :5000; do sleep 0.1; done
