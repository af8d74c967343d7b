# fault: application-raises
# lie: an EnvironmentFile= with PYTHONPATH leads to a gunicorn of one's own
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
mkdir -p /opt/code/gunicorn/app
touch /opt/code/gunicorn/__init__.py /opt/code/gunicorn/app/__init__.py
{ page; echo 'run = lambda prog=None: None if "--check-config" in sys.argv else lie()'; } > /opt/code/gunicorn/app/wsgiapp.py
echo PYTHONPATH=/opt/code > /etc/default/app
edit_unit '/^User=/i EnvironmentFile=/etc/default/app'
