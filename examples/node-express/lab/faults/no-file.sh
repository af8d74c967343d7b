# pins: app.file
# says: app.js was never copied to where the unit works.
mv /srv/notas/app.js /root/
restart_app
until_true systemctl is-failed -q "$UNIT"
