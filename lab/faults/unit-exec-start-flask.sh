# pins: service.exec-start/not-gunicorn
# step: service
# es: ExecStart= arranca el servidor de desarrollo de Flask y no gunicorn.
# en: ExecStart= starts Flask's development server and not gunicorn.
# shows: grep -q "flask run" "$UNIT_FILE"
sed -i 's|^ExecStart=\(.*\)/gunicorn .*|ExecStart=\1/flask run --port 8000|' "$UNIT_FILE"
systemctl daemon-reload
systemctl restart "$UNIT"
sleep 2
