# says: systemd listens, and starts the program with the first visit.
cat > /srv/pagina/servir.py <<'PY'
import http.server, socket

class Server(http.server.ThreadingHTTPServer):
    def server_bind(self):
        self.socket = socket.socket(fileno=3)
        self.server_address = self.socket.getsockname()

    def server_activate(self):
        pass

Server(("127.0.0.1", 8000), http.server.SimpleHTTPRequestHandler).serve_forever()
PY
sed -i 's#^ExecStart=.*#ExecStart=/usr/bin/python3 /srv/pagina/servir.py#; /^\[Install\]/,$d' $UNIT
cat > /etc/systemd/system/pagina.socket <<'SOCKET'
[Socket]
ListenStream=127.0.0.1:8000

[Install]
WantedBy=sockets.target
SOCKET
systemctl disable --now pagina.service
systemctl daemon-reload
systemctl enable --now pagina.socket
reload
