# pins: service.current/other-settings
# step: service
# es: Group= y PATH se corrigieron y se recargaron, pero el servicio sigue en marcha con los de antes.
# en: Group= and PATH were corrected and reloaded, but the service still runs with those of before.
# shows: systemctl show -p Group "$UNIT" | grep -q www-data && ! grep -q "^Gid:.33" "/proc/$(systemctl show -p MainPID --value "$UNIT")/status"
cp "$UNIT_FILE" /root/right
edit_unit 's/^Group=.*/Group=usuario/; s#^Environment=.*#Environment="PATH=/usr/bin"#'
cat /root/right > "$UNIT_FILE"
systemctl daemon-reload
