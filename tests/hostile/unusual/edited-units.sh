# server: `systemctl edit` has left drop-ins that keep the service from nearly everything
mkdir -p /etc/systemd/system/$UNIT.service.d
cat > /etc/systemd/system/$UNIT.service.d/override.conf <<EOS
[Unit]
StartLimitIntervalSec=60
[Service]
ProtectSystem=strict
ReadWritePaths=$DIR -/home/$DEPLOY_USER/.gunicorn
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
NoNewPrivileges=yes
ProtectProc=invisible
ProcSubset=pid
ProtectClock=yes
RestrictNamespaces=yes
SystemCallFilter=@system-service
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
CapabilityBoundingSet=
Restart=on-failure
EOS
restart_app
rm -r $LIES
