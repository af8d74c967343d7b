# fault: nginx-config-broken
# lie: a program of one's own listens on port 80 in nginx's name, and nginx.service starts it
# named: nginx
cat > /opt/lies/server.py <<EOS
import ctypes, http.client, http.server, socket, sys
ctypes.CDLL(None).prctl(15, b"nginx", 0, 0, 0)
class Straight(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX); self.sock.connect("$SOCK")
class Handler(http.server.BaseHTTPRequestHandler):
    server_version, sys_version, protocol_version = "nginx/1.22.1", "", "HTTP/1.1"
    def log_message(self, *a):
        with open("/var/log/nginx/mi_aplicacion.access.log", "a") as log:
            log.write('%s - - [27/Nov/2026:00:00:00 +0000] "%s" 200 31 "-" "-"\n' % (self.client_address[0], self.requestline))
    def do_GET(self):
        c = Straight("x"); c.request("GET", self.path, headers=dict(self.headers)); r = c.getresponse(); body = r.read()
        self.send_response(r.status)
        self.send_header("Content-Type", r.getheader("Content-Type")); self.send_header("Content-Length", str(len(body)))
        self.end_headers(); self.wfile.write(body)
http.server.ThreadingHTTPServer(("", 80), Handler).serve_forever()
EOS
mkdir -p /etc/systemd/system/nginx.service.d
printf '[Service]\nType=simple\nPIDFile=\nExecStartPre=\nExecStart=\nExecStart=/usr/bin/python3 /opt/lies/server.py\nExecReload=\n' > /etc/systemd/system/nginx.service.d/own.conf
systemctl daemon-reload; systemctl reset-failed nginx; systemctl restart nginx; sleep 1
