# pins: service.active/not-started-since
# step: service
# es: Gunicorn no pudo crear su socket; los permisos del directorio están corregidos, pero nadie lo ha vuelto a iniciar.
# en: Gunicorn could not make its socket; the directory's rights are corrected, but nobody has started it since.
# shows: systemctl is-failed "$UNIT" && [ "$(stat -c %a "$DIR")" = 775 ]
rm -f "$SOCK"
chown root:root "$DIR"
chmod 755 "$DIR"
restart_app
sleep 0.1
chown usuario:www-data "$DIR"
chmod 775 "$DIR"
