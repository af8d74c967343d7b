# fault: unit-missing
# lie: the unit is a link to a file in /dev/shm
# named: restart|anew
printf '[Service]\nUser=usuario\nGroup=www-data\nWorkingDirectory=%s\nEnvironment="PATH=%s/bin"\nExecStart=%s/bin/gunicorn --workers 3 --bind unix:%s wsgi:app\n[Install]\nWantedBy=multi-user.target\n' "$DIR" "$VENV" "$VENV" "$SOCK" > /dev/shm/$UNIT.service
ln -s /dev/shm/$UNIT.service "$UNIT_FILE"
ln -sf "$UNIT_FILE" /etc/systemd/system/multi-user.target.wants/$UNIT.service
systemctl daemon-reload; systemctl start $UNIT; settle_app
