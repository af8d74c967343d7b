# pins: gunicorn.no-test-server/left
# step: gunicorn
# es: El gunicorn de prueba sigue en el puerto 5000.
# en: The gunicorn of the trial is still on port 5000.
# shows: ss -tlnH 'sport = :5000' | grep -q .
systemd-run --quiet --scope --uid="$DEPLOY_USER" --working-directory="$DIR" \
    "$VENV/bin/gunicorn" --daemon --workers 4 --bind 0.0.0.0:5000 wsgi:app
for _ in $(seq 50); do
    if ss -tlnH 'sport = :5000' | grep -q .; then break; fi
    sleep 0.1
done
