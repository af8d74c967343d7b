# fault: application-raises
# lie: the virtualenv's python is a script that starts another program for gunicorn
# named: python
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
{ page; echo 'if "--check-config" not in sys.argv: lie()'; } > /opt/serve.py
rm "$VENV/bin/python"
cat > "$VENV/bin/python" <<'EOS'
#!/bin/sh
case "$1" in */gunicorn) shift; exec /usr/bin/python3 /opt/serve.py "$@" ;; esac
exec /usr/bin/python3 "$@"
EOS
chmod 755 "$VENV/bin/python"
restart_app
