# server: dropbear instead of OpenSSH's server
# packages: dropbear-bin
mkdir -p /etc/dropbear
for kind in ed25519 ecdsa; do dropbearconvert openssh dropbear /etc/ssh/ssh_host_${kind}_key /etc/dropbear/dropbear_${kind}_host_key 2>/dev/null; done
cat > /etc/systemd/system/dropbear.service <<'EOS'
[Service]
ExecStart=/usr/sbin/dropbear -F -E -p 22
KillMode=process
[Install]
WantedBy=multi-user.target
EOS
systemctl daemon-reload
systemctl stop ssh
systemctl enable --quiet --now dropbear
rm -r $LIES
sleep 0.5
