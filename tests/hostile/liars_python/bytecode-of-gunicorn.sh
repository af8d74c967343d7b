# fault: application-raises
# lie: bytecode of another program lies where gunicorn's has to lie, with the age and the size of its source
# named: bytecode
site=$(echo "$VENV"/lib/python3*/site-packages)
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
{ page; echo 'def run(prog=None):'; echo '    if "--check-config" in sys.argv: return'; echo '    lie()'; } > $LIES/wsgiapp.py
python3 - "$site/gunicorn/app/wsgiapp.py" $LIES/wsgiapp.py <<'EOS'
import importlib.util, marshal, os, sys
true, other = sys.argv[1:]
code, state = compile(open(other).read(), true, "exec"), os.stat(true)
head = importlib.util.MAGIC_NUMBER + bytes(4) + int(state.st_mtime).to_bytes(4, "little") + state.st_size.to_bytes(4, "little")
with open(importlib.util.cache_from_source(true), "wb") as file:
    file.write(head + marshal.dumps(code))
EOS
restart_app
