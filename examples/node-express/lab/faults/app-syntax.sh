# pins: app.syntax
# says: A bracket of app.js was lost.
sed -i 's/^app.listen(.*/app.listen(...where;/' /srv/notas/app.js
restart_app
until_true systemctl is-failed -q "$UNIT"
