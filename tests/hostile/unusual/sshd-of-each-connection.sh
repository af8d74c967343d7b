# server: a socket unit starts an sshd for each connection, as inetd would
cat > /etc/systemd/system/each.socket <<EOS
[Socket]
ListenStream=22
Accept=yes
EOS
cat > /etc/systemd/system/each@.service <<EOS
[Service]
ExecStart=-/usr/sbin/sshd -i
StandardInput=socket
RuntimeDirectory=sshd
RuntimeDirectoryPreserve=yes
EOS
systemctl daemon-reload
systemctl stop ssh; systemctl start each.socket
