# pins: service.restart
# says: Restart= was forgotten.
sed -i '/^Restart=/d' "$UNIT_FILE"
restart_app
until_true sh -c 'ss -ltn | grep -q :3000'
