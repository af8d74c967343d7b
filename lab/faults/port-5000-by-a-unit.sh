# pins: gunicorn.no-test-server/left
# step: gunicorn
# es: El servidor de desarrollo quedó como servicio en el puerto 5000.
# en: The development server was left as a service on port 5000.
# shows: systemctl is-active desarrollo
printf '[Service]\nUser=%s\nWorkingDirectory=%s\nExecStart=%s/bin/flask --app wsgi run --port 5000\n[Install]\nWantedBy=multi-user.target\n' \
    "$DEPLOY_USER" "$DIR" "$VENV" > /etc/systemd/system/desarrollo.service
systemctl daemon-reload
systemctl enable --quiet --now desarrollo
for _ in $(seq 50); do
    if ss -tlnH 'sport = :5000' | grep -q .; then break; fi
    sleep 0.1
done
