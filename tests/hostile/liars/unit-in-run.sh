# fault: unit-missing
# lie: the whole unit lies in /run, and a link in /etc enables it
# named: restart|anew
printf '[Service]\nUser=usuario\nGroup=www-data\nWorkingDirectory=%s\nEnvironment="PATH=%s/bin"\nExecStart=%s/bin/gunicorn --workers 3 --bind unix:%s wsgi:app\n[Install]\nWantedBy=multi-user.target\n' "$DIR" "$VENV" "$VENV" "$SOCK" > /run/systemd/system/$UNIT.service
ln -sf /run/systemd/system/$UNIT.service /etc/systemd/system/multi-user.target.wants/$UNIT.service
systemctl daemon-reload; systemctl start $UNIT; settle_app
