# fault: flask-not-in-virtualenv
# lie: a script called gunicorn answers with a copy of the page; no Flask is there
# named: gunicorn
keep=$LIES/page.html
printf "<h1>Aplicacion desplegada</h1>" > "$keep"
cp "$keep" "/home/$DEPLOY_USER/.page"
cat > "$VENV/bin/gunicorn" <<EOS
#!$VENV/bin/python
import http.server, os, socket, socketserver, sys
path = next(a for a in sys.argv if a.startswith("unix:"))[5:] if any(a.startswith("unix:") for a in sys.argv) else sys.exit(0)
class Handler(http.server.BaseHTTPRequestHandler):
    server_version, sys_version = "gunicorn", ""
    def address_string(self): return ""
    def log_message(self, *a): pass
    def do_GET(self):
        page = open("/home/$DEPLOY_USER/.page", "rb").read()
        self.send_response(200); self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page))); self.end_headers(); self.wfile.write(page)
    do_HEAD = do_POST = do_GET
if os.path.exists(path): os.unlink(path)
class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer): daemon_threads = True
server = Server(path, Handler); os.chmod(path, 0o777)
for _ in range(3):
    if os.fork() == 0: break
server.serve_forever()
EOS
chmod 755 "$VENV/bin/gunicorn"
restart_app
