# pins: service.enabled
# says: It was started, and never enabled.
systemctl disable -q "$UNIT"
