# pins: service.bind/no-socket
# step: service
# es: gunicorn escucha en un puerto y no en un socket Unix.
# en: gunicorn listens on a port and not on a Unix socket.
# shows: grep -q -e "--bind 127.0.0.1:8000" "$UNIT_FILE"
sed -i 's|--bind [^ ]*|--bind 127.0.0.1:8000|' "$UNIT_FILE"
systemctl daemon-reload
systemctl restart "$UNIT"
for _ in $(seq 50); do
    if ss -tlnH 'sport = :8000' | grep -q .; then break; fi
    sleep 0.1
done
