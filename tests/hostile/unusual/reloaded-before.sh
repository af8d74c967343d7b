# server: nginx and gunicorn were reloaded a moment before, a worker has just been started anew, and timers run
printf '[Timer]\nOnUnitActiveSec=1s\nOnActiveSec=1s\nAccuracySec=1us\n' > /etc/systemd/system/pulse.timer
printf '[Service]\nExecStart=/bin/true\n' > /etc/systemd/system/pulse.service
systemctl daemon-reload
systemctl start pulse.timer
nginx -s reload
systemctl kill --kill-whom=main -s HUP $UNIT
sleep 1
pkill -KILL -n -f "$VENV/bin/gunicorn"
rm -r $LIES
sleep 1
