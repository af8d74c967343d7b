# pins: service.reloaded/not-read
# step: service
# es: --bind se corrigió en la unidad sin daemon-reload: gunicorn sigue en el socket de antes.
# en: --bind was corrected in the unit without a daemon-reload: gunicorn is still at the socket of before.
# shows: grep -q "bind unix:$SOCK " "$UNIT_FILE" && [ -S /run/user/viejo.sock ]
mkdir -p /run/user
chmod 1777 /run/user
cp "$UNIT_FILE" /root/right
rm -f "$SOCK"
edit_unit 's|--bind unix:[^ ]*|--bind unix:/run/user/viejo.sock|' /run/user/viejo.sock
rm -f "$SOCK"
sleep 0.1
cat /root/right > "$UNIT_FILE"
