# server: other services in Python live in a RootDirectory=, or see another /etc/nginx
mkdir -p /srv/jail/usr /srv/jail/lib /srv/jail/lib64 /srv/jail/bin /srv/jail/etc /srv/jail/var/www
cat > /etc/systemd/system/jailed.service <<'EOS'
[Service]
RootDirectory=/srv/jail
MountAPIVFS=yes
BindReadOnlyPaths=/usr /lib /lib64 /bin
ExecStart=/usr/bin/python3 -m http.server 9001
EOS
cat > /etc/systemd/system/apart.service <<'EOS'
[Service]
DynamicUser=yes
TemporaryFileSystem=/var
BindReadOnlyPaths=/srv/jail:/etc/nginx
ExecStart=/usr/bin/python3 -m http.server 9002
EOS
systemctl daemon-reload
systemctl start jailed apart
sleep 1
rm -r $LIES
