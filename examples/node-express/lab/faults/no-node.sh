# pins: app.node
# says: Node was taken away again.
systemctl stop "$UNIT"
dpkg --force-depends -r nodejs >/dev/null 2>&1
