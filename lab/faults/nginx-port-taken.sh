# pins: nginx.listening/other-program
# step: nginx
# es: Otro servidor web ocupa el puerto 80 y nginx no puede arrancar.
# en: Another web server holds port 80 and nginx cannot start.
# shows: ss -tlnpH 'sport = :80' | grep -q python3 && ! systemctl is-active nginx
systemctl stop nginx
cat > /etc/systemd/system/otro_web.service <<'EOF'
[Service]
ExecStart=/usr/bin/python3 -m http.server --directory /usr/share/nginx/html 80
[Install]
WantedBy=multi-user.target
EOF
systemctl daemon-reload
systemctl enable --quiet --now otro_web
for _ in $(seq 50); do
    if ss -tlnH 'sport = :80' | grep -q .; then break; fi
    sleep 0.1
done
restart_nginx
