# step: service
# es: La unidad es una plantilla, flask@.service, con el nombre del directorio por instancia.
# en: The unit is a template, flask@.service, with the directory's name as its instance.
# sets: UNIT=flask@mi_aplicacion
# shows: systemctl is-active flask@mi_aplicacion
systemctl disable --quiet --now "$UNIT"
sed 's|mi_aplicacion|%i|g; s|-- *%i|-%i|' "$UNIT_FILE" | sed "s|PATH=.*/bin\"|PATH=$VENV/bin\"|; s|^ExecStart=.*|ExecStart=$VENV/bin/gunicorn --workers 3 --bind unix:/var/www/%i/%i.sock wsgi:app|" > /etc/systemd/system/flask@.service
rm "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet --now flask@mi_aplicacion
UNIT=flask@mi_aplicacion
settle_app
