# step: service
# es: La unidad usa %N donde va su propio nombre.
# en: The unit says %N where its own name goes.
# sets: UNIT=mi_aplicacion
# shows: grep -q %N /etc/systemd/system/mi_aplicacion.service
systemctl disable --quiet --now "$UNIT"
sed "s|^WorkingDirectory=.*|WorkingDirectory=/var/www/%N|; s|--bind [^ ]*|--bind unix:/var/www/%N/%N.sock|" "$UNIT_FILE" > /etc/systemd/system/mi_aplicacion.service
rm "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet --now mi_aplicacion
UNIT=mi_aplicacion
settle_app
