# pins: nginx.enabled
# says: nginx was disabled.
systemctl disable -q nginx
