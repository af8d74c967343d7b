# fault: application-raises
# lie: a gunicorn.py beside the script in bin/ is what the script imports
# named: gunicorn.py
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
mkdir -p "$VENV/bin/gunicorn.d"
{ page; echo 'import types'; echo 'app = types.ModuleType("gunicorn.app"); wsgiapp = types.ModuleType("gunicorn.app.wsgiapp")'
  echo 'wsgiapp.run = lambda prog=None: None if "--check-config" in sys.argv else lie()'
  echo '__path__ = []; sys.modules["gunicorn.app"] = app; sys.modules["gunicorn.app.wsgiapp"] = wsgiapp'; } > "$VENV/bin/gunicorn.py"
chown "$DEPLOY_USER:" "$VENV/bin/gunicorn.py"
restart_app
