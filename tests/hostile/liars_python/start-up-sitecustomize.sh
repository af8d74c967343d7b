# fault: application-raises
# lie: the sitecustomize of Debian, a file of its configuration, serves the page instead of gunicorn
# named: sitecustomize
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
{ page; echo 'if "--bind" in sys.argv and "--check-config" not in sys.argv: lie()'; echo 'if "--check-config" in sys.argv: os._exit(0)'; } >> /etc/python3.11/sitecustomize.py
restart_app
