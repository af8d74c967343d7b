# pins: gunicorn.no-test-server/left
# step: gunicorn
# es: El servidor de desarrollo de Flask sigue en el puerto 5000.
# en: Flask's development server is still on port 5000.
# shows: ss -tlnH 'sport = :5000' | grep -q .
systemd-run --quiet --unit=prueba --uid="$DEPLOY_USER" --working-directory="$DIR" \
    "$VENV/bin/flask" --app wsgi run --host 0.0.0.0 --port 5000
for _ in $(seq 50); do
    if ss -tlnH 'sport = :5000' | grep -q .; then break; fi
    sleep 0.1
done
