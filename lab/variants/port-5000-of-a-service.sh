# step: gunicorn
# es: El puerto 5000 es de otro servicio del servidor (un registro), con su propia cuenta.
# en: Port 5000 is another service of the server (a registry), with an account of its own.
# shows: systemctl is-active registro
useradd --system --shell /usr/sbin/nologin registro
cat > /etc/systemd/system/registro.service <<'EOS'
[Unit]
Description=Registry
[Service]
User=registro
WorkingDirectory=/usr/share/doc
ExecStart=/usr/bin/python3 -m http.server 5000
[Install]
WantedBy=multi-user.target
EOS
systemctl daemon-reload
systemctl enable --quiet --now registro
for _ in $(seq 50); do
    if ss -tlnH 'sport = :5000' | grep -q .; then break; fi
    sleep 0.1
done
