# fault: unit-user-root
# lie: systemctl earlier in PATH says User=usuario, and a /proc/PID/status with that uid is mounted
# named: systemctl|proc|mount
sed -i 's/^User=root/User=usuario/' "$UNIT_FILE"; touch -d '1 hour ago' "$UNIT_FILE"
in_path systemctl 's/^User=root/User=usuario/; s/^NeedDaemonReload=yes/NeedDaemonReload=no/'
for pid in $(pgrep -f "$VENV/bin/gunicorn"); do
    sed 's/^Uid:.*/Uid:\t1000\t1000\t1000\t1000/' /proc/$pid/status > $LIES/$pid
    mount --bind $LIES/$pid /proc/$pid/status
done
