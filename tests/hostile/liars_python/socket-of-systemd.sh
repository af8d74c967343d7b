# fault: application-500
# lie: systemd holds the socket and hands it to a proxy; gunicorn itself stands at another one
# named: systemd
cat > $LIES/page.py <<'EOS'
import http.server
class H(http.server.BaseHTTPRequestHandler):
    server_version, sys_version = "gunicorn", ""
    def log_message(self, *a): pass
    def do_GET(self):
        b = b"<h1>Aplicacion desplegada</h1>"
        self.send_response(200); self.send_header("Content-Type", "text/html; charset=utf-8"); self.send_header("Content-Length", str(len(b))); self.end_headers(); self.wfile.write(b)
    do_HEAD = do_GET
http.server.ThreadingHTTPServer(("127.0.0.1", 8765), H).serve_forever()
EOS
systemd-run --quiet --unit=page /usr/bin/python3 $LIES/page.py
cat > /etc/systemd/system/front.socket <<EOS
[Socket]
ListenStream=$SOCK
SocketUser=usuario
SocketGroup=www-data
SocketMode=0777
EOS
cat > /etc/systemd/system/front.service <<EOS
[Service]
ExecStart=/lib/systemd/systemd-socket-proxyd 127.0.0.1:8765
EOS
systemctl daemon-reload
rm -f $SOCK; systemctl start front.socket; sleep 0.5
