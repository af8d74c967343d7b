# pins: service.listening/other-service
# step: service
# es: La unidad no tiene red y otra unidad le quitó el socket.
# en: The unit has no network, and another unit took its socket.
# shows: grep -q ^PrivateNetwork "$UNIT_FILE" && systemctl is-active otra_app
edit_unit 's#^Group=.*#&\nPrivateNetwork=yes#'
sed "/^PrivateNetwork/d; s#^WorkingDirectory=.*#WorkingDirectory=/tmp#; s#gunicorn --#gunicorn --chdir $DIR --#" \
    "$UNIT_FILE" > /etc/systemd/system/otra_app.service
systemctl daemon-reload
systemctl enable --quiet --now otra_app
sleep 1
settle_app
