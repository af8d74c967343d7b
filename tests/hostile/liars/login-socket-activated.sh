# fault: gunicorn-stopped
# lie: sshd is started by a socket for each connection, and the service before it
# named: began
cat > /etc/systemd/system/own.socket <<EOS
[Socket]
ListenStream=22
Accept=yes
EOS
cat > /etc/systemd/system/own@.service <<EOS
[Service]
ExecStartPre=-/usr/bin/systemctl start $UNIT
ExecStart=-/usr/sbin/sshd -i
ExecStopPost=-/usr/bin/systemctl stop $UNIT
StandardInput=socket
RuntimeDirectory=sshd
RuntimeDirectoryPreserve=yes
EOS
systemctl daemon-reload
systemctl stop ssh; systemctl start own.socket
