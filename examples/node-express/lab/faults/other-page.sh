# pins: access.page
# says: It is another application's page.
sed -i 's/Notas/Apuntes/g' /srv/notas/app.js
restart_app
until_true sh -c 'ss -ltn | grep -q :3000'
