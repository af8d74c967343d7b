# pins: service.port
# says: The program listens on 3001, and nginx asks at 3000.
sed -i 's/PORT=3000/PORT=3001/' "$UNIT_FILE"
restart_app
until_true sh -c 'ss -ltn | grep -q :3001'
