# pins: service.active
# says: It was stopped, and not started again.
systemctl stop "$UNIT"
