# pins: service.active/stopped
# step: service
# es: El servicio está parado y alguien arrancó gunicorn a mano sobre el mismo socket: la página se ve.
# en: The service is stopped and somebody started gunicorn by hand on the same socket: the page shows.
# shows: ! systemctl is-active "$UNIT" && [ -S "$SOCK" ]
systemctl stop "$UNIT"
systemd-run --quiet --scope --uid="$DEPLOY_USER" --gid=www-data --working-directory="$DIR" \
    "$VENV/bin/gunicorn" --daemon --workers 2 --bind "unix:$SOCK" wsgi:app
for _ in $(seq 50); do
    if answers; then break; fi
    sleep 0.1
done
