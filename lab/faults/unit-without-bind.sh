# pins: service.bind/absent
# step: service
# es: Falta --bind: gunicorn escucha en 127.0.0.1:8000.
# en: --bind is missing: gunicorn listens on 127.0.0.1:8000.
# shows: ! grep -q -e --bind "$UNIT_FILE"
sed -i 's| --bind [^ ]*||' "$UNIT_FILE"
systemctl daemon-reload
systemctl restart "$UNIT"
for _ in $(seq 50); do
    if ss -tlnH 'sport = :8000' | grep -q .; then break; fi
    sleep 0.1
done
