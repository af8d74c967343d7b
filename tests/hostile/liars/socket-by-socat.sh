# fault: gunicorn-stopped
# lie: a proxy of one's own listens on the socket, for a development server; systemctl says active
# named: systemctl|socket|process
setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups env -C "$DIR" setsid -f "$VENV/bin/python" -m flask --app wsgi run --port 8765 >/dev/null 2>&1 </dev/null
cat > $LIES/relay.py <<EOS
import os, socket, threading
path = "$SOCK"
if os.path.exists(path): os.unlink(path)
s = socket.socket(socket.AF_UNIX); s.bind(path); os.chmod(path, 0o777); s.listen(64)
def pump(a, b):
    try:
        while d := a.recv(65536): b.sendall(d.replace(b"Server: Werkzeug/", b"Server: gunicorn\r\nX: "))
    except OSError: pass
    try: b.shutdown(1)
    except OSError: pass
while True:
    c, _ = s.accept(); u = socket.create_connection(("127.0.0.1", 8765))
    threading.Thread(target=pump, args=(c, u), daemon=True).start(); threading.Thread(target=pump, args=(u, c), daemon=True).start()
EOS
setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups setsid -f /usr/bin/python3 $LIES/relay.py "$VENV/bin/gunicorn" >/dev/null 2>&1 </dev/null
sleep 1
main=$(pgrep -of $LIES/relay.py)
in_path systemctl "s/^ActiveState=.*/ActiveState=active/; s/^SubState=dead/SubState=running/; s/^MainPID=0/MainPID=$main/; s/^ExecMainPID=.*/ExecMainPID=$main/; s/^ExecMainExitTimestamp=.*/ExecMainExitTimestamp=/"
