# pins: gunicorn.loads/error-at
# step: gunicorn
# es: La aplicación falla al cargarse y systemd la reinicia una y otra vez.
# en: The application fails as it loads and systemd restarts it over and over.
# shows: [ "$(systemctl show --property=NRestarts --value "$UNIT")" -gt 0 ]
echo "raise RuntimeError('sin configurar')" >> "$DIR/application.py"
sed -i '/^User=/i Restart=always\nRestartSec=1' "$UNIT_FILE"
systemctl daemon-reload
systemctl restart "$UNIT"
sleep 4
