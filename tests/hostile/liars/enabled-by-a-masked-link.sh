# fault: service-not-enabled
# lie: the link that starts the unit at boot leads to /dev/null, which systemd takes for none
# named: link
ln -sf /dev/null /etc/systemd/system/multi-user.target.wants/$UNIT.service
systemctl daemon-reload
