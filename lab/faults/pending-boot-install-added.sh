# pins: service.enabled/disabled
# step: service
# es: A la unidad le faltaba [Install] cuando se habilitó; se añadió después y no se volvió a habilitar.
# en: The unit had no [Install] when it was enabled; it was added later, and the service not enabled again.
# shows: grep -q ^WantedBy=multi-user "$UNIT_FILE" && systemctl is-enabled "$UNIT" | grep -q disabled
systemctl disable --quiet "$UNIT"
cp "$UNIT_FILE" /root/right
sed -i '/^\[Install\]/,$d' "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet "$UNIT" 2>/dev/null || true
cat /root/right > "$UNIT_FILE"
restart_app
