# pins: service.current/other-settings
# step: service
# es: La unidad se editó y se recargó, pero el servicio no se reinició.
# en: The unit was edited and reloaded, but the service not restarted.
# shows: grep -q -e "--workers 4" "$UNIT_FILE" && ! systemctl status "$UNIT" | grep -q -e "--workers 4"
sed -i 's/--workers 3/--workers 4/' "$UNIT_FILE"
systemctl daemon-reload
