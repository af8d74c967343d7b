# pins: service.user
# says: User= was forgotten: node runs as root.
sed -i '/^User=/d' "$UNIT_FILE"
restart_app
until_true sh -c 'ss -ltn | grep -q :3000'
