# pins: service.exists/none
# step: service
# es: No hay unidad de systemd para la aplicación: solo se probó a mano.
# en: There is no systemd unit for the application: it was only tried by hand.
# shows: [ ! -e "$UNIT_FILE" ]
systemctl disable --quiet --now "$UNIT"
rm "$UNIT_FILE"
systemctl daemon-reload
