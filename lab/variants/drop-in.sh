# step: service
# es: Un drop-in añade Restart= y pone la orden.
# en: A drop-in adds Restart= and sets the command.
# shows: [ -e "/etc/systemd/system/$UNIT.service.d/override.conf" ]
mkdir "/etc/systemd/system/$UNIT.service.d"
cat > "/etc/systemd/system/$UNIT.service.d/override.conf" <<EOF
[Service]
Restart=on-failure
ExecStart=
ExecStart=$VENV/bin/gunicorn --workers 4 --bind unix:$SOCK wsgi:app
EOF
restart_app
