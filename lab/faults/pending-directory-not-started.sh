# pins: service.active/not-started-since
# step: service
# es: El servicio falló por WorkingDirectory=; la unidad se corrigió y se recargó, pero nadie lo ha vuelto a iniciar.
# en: The service failed for its WorkingDirectory=; the unit was corrected and reloaded, but nobody has started it since.
# shows: systemctl is-failed "$UNIT" && systemctl show -p WorkingDirectory "$UNIT" | grep -q "=$DIR"
cp "$UNIT_FILE" /root/right
edit_unit 's|^WorkingDirectory=.*|WorkingDirectory=/var/www/otro|'
sleep 0.1
cat /root/right > "$UNIT_FILE"
systemctl daemon-reload
