# What a student who does everything right leaves.
apt-get update
apt-get install -y --no-install-recommends nginx nodejs node-express
adduser --system --group --home /srv/notas notas
install -m 644 files/app.js /srv/notas/app.js
# Debian's modules of node lie in /usr/share/nodejs, where node looks by itself.
install -m 644 files/notas.service /etc/systemd/system/notas.service
systemctl enable notas.service
install -m 644 files/notas.conf /etc/nginx/sites-available/notas
ln -s ../sites-available/notas /etc/nginx/sites-enabled/notas
