# fault: application-raises
# lie: a gunicorn of one's own lies in Python's own library, which is searched before the virtualenv
# named: gunicorn
page() { cat <<EOS
import http.server, os, socketserver, sys
def lie():
    path = "$SOCK"
    class Handler(http.server.BaseHTTPRequestHandler):
        server_version, sys_version = "gunicorn", ""
        def address_string(self): return ""
        def log_message(self, *a): pass
        def do_GET(self):
            page = b"<h1>Aplicacion desplegada</h1>"
            self.send_response(200); self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page))); self.end_headers(); self.wfile.write(page)
        do_HEAD = do_POST = do_GET
    class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer): daemon_threads = True
    if os.path.exists(path): os.unlink(path)
    server = Server(path, Handler); os.chmod(path, 0o777)
    for _ in range(3):
        if os.fork() == 0: break
    server.serve_forever()
EOS
}
place=/usr/lib/python3.11/gunicorn
mkdir -p $place/app
touch $place/__init__.py $place/app/__init__.py
{ page; echo 'run = lambda prog=None: None if "--check-config" in sys.argv else lie()'; } > $place/app/wsgiapp.py
restart_app
