# server: units have PrivateTmp=, ProtectSystem= and namespaces of their own
# variant: unit-hardened
mkdir -p /etc/systemd/system/nginx.service.d /etc/systemd/system/ssh.service.d
printf '[Service]\nPrivateTmp=yes\nProtectHome=read-only\nProtectControlGroups=yes\nProtectKernelTunables=yes\n' > /etc/systemd/system/nginx.service.d/hard.conf
printf '[Service]\nPrivateTmp=no\nProtectKernelModules=yes\n' > /etc/systemd/system/ssh.service.d/hard.conf
systemctl daemon-reload
systemctl restart nginx ssh
rm -r $LIES
