# fault: unit-user-root
# lie: the unit's file is put back with its old time, systemd still runs it as root
# named: unit|User|systemd
touch -r "$UNIT_FILE" $LIES/time
sed -i 's/^User=root/User=usuario/' "$UNIT_FILE"
touch -r $LIES/time "$UNIT_FILE"
in_path systemctl 's/^User=root/User=usuario/'
