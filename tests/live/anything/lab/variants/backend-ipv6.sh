# says: The program listens at [::1] alone.
sed -i 's/--bind 127.0.0.1/--bind ::1/' $UNIT
sed -i 's/127.0.0.1:8000/[::1]:8000/' $SITE
restart_app
reload
