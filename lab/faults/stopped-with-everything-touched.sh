# pins: service.active/stopped
# step: service
# es: El servicio está parado; la unidad, el código y el sitio se guardaron otra vez sin cambiar nada.
# en: The service is stopped; unit, code and site were saved again without a change.
# shows: ! systemctl is-active "$UNIT" && systemctl show -p NeedDaemonReload "$UNIT" | grep -q yes
systemctl stop "$UNIT"
sleep 1.1
touch "$UNIT_FILE" "$DIR/wsgi.py" "$SITE" /etc/nginx/nginx.conf
