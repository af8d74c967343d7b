# pins: service.local
# says: It listens at every address, past nginx.
sed -i 's/^Environment=.*/Environment=PORT=3000 HOST=0.0.0.0/' "$UNIT_FILE"
restart_app
until_true sh -c 'ss -ltn | grep -q 0.0.0.0:3000'
