# step: service
# es: El socket lo abre una unidad .socket de otro nombre (Service=), sin --bind.
# en: The socket is opened by a .socket unit of another name (Service=), without --bind.
# shows: systemctl is-active web.socket
systemctl stop "$UNIT"
rm -f "$SOCK"
cat > /etc/systemd/system/web.socket <<EOS
[Socket]
ListenStream=/run/web/web.sock
SocketUser=$DEPLOY_USER
SocketGroup=www-data
SocketMode=0660
Service=$UNIT.service
[Install]
WantedBy=sockets.target
EOS
sed -i "s# --bind [^ ]*##; s#^After=.*#Requires=web.socket\nAfter=web.socket network.target#" "$UNIT_FILE"
systemctl daemon-reload
systemctl enable --quiet --now web.socket
systemctl start "$UNIT"
edit_site 's#http://unix:[^;]*#http://unix:/run/web/web.sock#'
settle_app /run/web/web.sock
