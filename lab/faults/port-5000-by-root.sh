# pins: gunicorn.no-test-server/left
# step: gunicorn
# es: El servidor de desarrollo sigue en el puerto 5000, arrancado con sudo desde el directorio.
# en: The development server is still on port 5000, started with sudo from the directory.
# shows: ss -tlnH "sport = :5000" | grep -q .
systemd-run --quiet --scope --working-directory="$DIR" \
    sh -c "nohup '$VENV/bin/python' -m flask --app wsgi run --port 5000 >/dev/null 2>&1 &"
for _ in $(seq 50); do
    if ss -tlnH 'sport = :5000' | grep -q .; then break; fi
    sleep 0.1
done
