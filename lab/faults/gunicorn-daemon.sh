# pins: service.active/ended
# step: service
# es: gunicorn pasa a segundo plano (--daemon) y systemd da el servicio por terminado.
# en: gunicorn goes into the background (--daemon), and systemd takes the service for ended.
# shows: grep -q -e --daemon "$UNIT_FILE" && ! systemctl is-active --quiet "$UNIT"
edit_unit 's|--workers 3|--workers 3 --daemon|'
sleep 1
