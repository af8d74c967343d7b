# pins: service.active
# says: Express is not where node looks: the program dies at its first line.
sed -i 's/require("express")/require("expres")/' /srv/notas/app.js
restart_app
until_true systemctl is-failed -q "$UNIT"
