# pins: service.active/own-words
# step: service
# es: Otro programa ocupa el puerto 8000, que gunicorn también pide: lo intenta cinco segundos y termina.
# en: Another program holds port 8000, which gunicorn asks for, too: it tries for five seconds and ends.
# shows: grep -q -e "--bind 127.0.0.1:8000" "$UNIT_FILE" && ! systemctl is-active "$UNIT"
systemd-run --quiet --unit=otro --working-directory=/usr/share/doc /usr/bin/python3 -m http.server 8000
for _ in $(seq 50); do
    if ss -tlnH 'sport = :8000' | grep -q .; then break; fi
    sleep 0.1
done
edit_unit 's|--bind |--bind 127.0.0.1:8000 --bind |'
