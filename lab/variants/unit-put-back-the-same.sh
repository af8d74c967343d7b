# step: service
# es: La unidad se sustituyó por una copia idéntica, más antigua (mv), con el servicio en marcha.
# en: The unit was replaced by an identical, older copy (mv) while the service runs.
# shows: [ ! -e "$UNIT_FILE.bak" ] && [ -e /root/was-there ]
cp -p "$UNIT_FILE" "$UNIT_FILE.bak"
sleep 0.1
mv "$UNIT_FILE.bak" "$UNIT_FILE"
touch /root/was-there
