# pins: service.unit
# says: node was started by hand, without a unit, and died with the terminal.
systemctl disable -q --now "$UNIT"
rm "$UNIT_FILE"
systemctl daemon-reload
