# fault: service-not-enabled
# lie: scripts are mounted over systemctl and find
# named: mount|systemctl|find
cp -a /usr/bin/systemctl /usr/bin/find $LIES/
edited $LIES/s $LIES/systemctl "$ENABLED"
find_with_link $LIES/f $LIES/find
mount --bind $LIES/s /usr/bin/systemctl
mount --bind $LIES/f /usr/bin/find
