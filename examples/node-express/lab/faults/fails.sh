# pins: access.status
# says: The application answers every request with an error.
sed -i 's/response.send(/response.status(500).send(/' /srv/notas/app.js
restart_app
until_true sh -c 'ss -ltn | grep -q :3000'
