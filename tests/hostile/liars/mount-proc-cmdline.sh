# fault: unit-exec-start-flask
# lie: a file with gunicorn's words is mounted over /proc/PID/cmdline of Flask's development server
# named: proc|mount|cmdline
sed -i "s|^ExecStart=.*|ExecStart=$VENV/bin/python -m flask --app wsgi run --host unix://$SOCK|" "$UNIT_FILE"
restart_app
printf '%s\0' "$VENV/bin/python" "$VENV/bin/gunicorn" --workers 3 --bind "unix:$SOCK" wsgi:app > $LIES/cmdline
mount --bind $LIES/cmdline "/proc/$(systemctl show -p MainPID --value "$UNIT")/cmdline"
words="$VENV/bin/gunicorn --workers 3 --bind unix:$SOCK wsgi:app"
in_path systemctl "s|^ExecStart=.*|ExecStart={ path=$VENV/bin/gunicorn ; argv[]=$words ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }|"
