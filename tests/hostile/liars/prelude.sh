# Runs before every lie, as root on the lab server, after lab/prelude.sh.
LIES=/opt/lies
mkdir -p "$LIES"
[ -n "$VENV" ] || VENV=$(ls -d /home/"$DEPLOY_USER"/.local/share/virtualenvs/*)
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

# A script $1 that runs $2 and edits what it says with the sed script $3; its exit status stays.
edited() {
    cat > "$1" <<EOS
#!/bin/bash
set -o pipefail
exec 2> >(exec sed -u '$3' >&2)
$2 "\$@" | sed -u '$3'
EOS
    chmod 755 "$1"
}

# Earlier in PATH: the tool $1, with its words edited.
in_path() {
    edited "/usr/local/bin/$1" "$(command -v "$1")" "$2"
}

# In the tool's own place; what it was is kept beside.
in_place() {
    real=$(readlink -f "$(command -v "$1")")
    mkdir -p /usr/lib/.kept
    cp -a "$real" "/usr/lib/.kept/$1"
    edited "$real.new" "/usr/lib/.kept/$1" "$2"
    mv "$real.new" "$real"
}

# dpkg's own list says the hash that the file $1 has now.
forge_hash() {
    path=$(readlink -f "$1")
    list=$(grep -lE "  (usr/)?${path#/usr/}\$" /var/lib/dpkg/info/*.md5sums | head -n 1)
    known=$(sed -nE "s|^[0-9a-f]{32}  ((usr/)?${path#/usr/})\$|\1|p" "$list" | head -n 1)
    sed -i "s|^[0-9a-f]*  $known\$|$(md5sum < "$path" | cut -d ' ' -f 1)  $known|" "$list"
}

# Directory mode 775 for 755, however it is printed.
MODE='s/41ed\x00\([0-9]*\x00\)\{2\}usuario\x00www-data/41fd\x001000\x0033\x00usuario\x00www-data/g; s/\x00d\x00755\x00usuario/\x00d\x00775\x00usuario/g; s/^755$/775/; s/drwxr-xr-x\(.*www-data\)/drwxrwxr-x\1/'

# A gunicorn that nobody's unit started, as the unit's user would run it.
by_hand() {
    setpriv --reuid="${2:-$DEPLOY_USER}" --regid="${3:-www-data}" --init-groups env -C "$DIR" setsid -f "$VENV/bin/gunicorn" \
        --workers 3 --bind "unix:$SOCK" -m 007 wsgi:app >/dev/null 2>&1 </dev/null
    settle_by_hand
}

settle_by_hand() {
    n=0
    until answers || [ $n -gt 50 ]; do sleep 0.1; n=$((n + 1)); done
}

# A page as the application gives it, kept in $LIES/page.html.
keep_page() {
    setpriv --reuid="$DEPLOY_USER" --regid=www-data --init-groups env -C "$DIR" "$VENV/bin/python" -c '
import sys
sys.path.insert(0, ".")
from application import app
sys.stdout.write(app.test_client().get("/").get_data(as_text=True))' > "$LIES/page.html"
    [ -s "$LIES/page.html" ]
}

# Python that makes os.stat and os.lstat tell mode 775 for the directory.
patch_of_stat() {
    cat <<EOS
import os as _os
def _lying(_true):
    def told(path, *a, **k):
        info = _true(path, *a, **k)
        if path in ("$DIR", b"$DIR", "$DIR/"):
            fields = [info[i] for i in range(10)]
            fields[0] |= 0o20
            rest = {n: getattr(info, n) for n in ("st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns")}
            info = _os.stat_result(fields, rest)
        return info
    return told
_os.stat, _os.lstat = _lying(_os.stat), _lying(_os.lstat)
EOS
}

# Files under /opt/lies stand in for those of the directory, with the socket of the true one.
other_directory() {
    cp -a "$DIR" "$LIES/dir"
    rm -f "$LIES/dir/$(basename "$SOCK")"
    touch "$LIES/dir/$(basename "$SOCK")"
    chmod 775 "$LIES/dir"
    chown "$DEPLOY_USER:www-data" "$LIES/dir"
    cat > "$LIES/jail" <<EOS
#!/bin/sh
mount --bind $SOCK $LIES/dir/$(basename "$SOCK")
mount --rbind $LIES/dir $DIR
exec "\$@"
EOS
    chmod 755 "$LIES/jail"
}

# find, also told of a link in multi-user.target.wants.
find_with_link() {
    cat > "$1" <<EOS
#!/bin/sh
$2 "\$@"
case "\$*" in *.wants*-printf*) printf '/etc/systemd/system/multi-user.target.wants/$UNIT.service\\000$UNIT_FILE\\000f\\000' ;; esac
EOS
    chmod 755 "$1"
}
ENABLED='s/^UnitFileState=disabled/UnitFileState=enabled/; s/^disabled$/enabled/'

# Flask's development server on the socket, in the name and with the words of gunicorn: a script for $VENV/bin/gunicorn.
server_called_gunicorn() {
    cat <<EOS
#!$VENV/bin/python
import os, sys
from werkzeug.serving import make_server, WSGIRequestHandler
class Handler(WSGIRequestHandler):
    server_version = "gunicorn"
    def version_string(self): return "gunicorn"
    def log(self, *a): pass
sys.path.insert(0, os.getcwd())
if "--version" in sys.argv:
    print("gunicorn (version 20.1.0)"); sys.exit()
if "--check-config" in sys.argv or "--print-config" in sys.argv:
    print("workers = 3"); sys.exit()
from wsgi import app
path = next(a for a in sys.argv if a.startswith("unix:"))[5:]
if os.path.exists(path): os.unlink(path)
server = make_server("unix://" + path, 0, app, request_handler=Handler)
os.chmod(path, 0o777)
for _ in range(3):
    if os.fork() == 0: break
server.serve_forever()
EOS
}

# What pip writes for a package gunicorn, with a hash for each file as it is.
forged_distribution() {
    info=$(echo "$VENV"/lib/python3*/site-packages)/gunicorn-21.2.0.dist-info
    mkdir -p "$info"
    printf 'Metadata-Version: 2.1\nName: gunicorn\nVersion: 21.2.0\n' > "$info/METADATA"
    echo pip > "$info/INSTALLER"
    (cd "$(dirname "$info")" && for file in gunicorn/*.py ../../../bin/gunicorn; do
        [ ! -f "$file" ] || echo "$file,sha256=$(openssl dgst -sha256 -binary < "$file" | base64 | tr '+/' '-_' | tr -d =),$(stat -c %s "$file")"
    done) > "$info/RECORD"
    echo 'gunicorn-21.2.0.dist-info/RECORD,,' >> "$info/RECORD"
    chown -R "$DEPLOY_USER:$DEPLOY_USER" "$info"
}

# The source of a program, not gunicorn, that gives the page on the socket: Python that defines lie().
serving_page() { cat <<EOS
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

# Python that, in whatever process it is imported, has Flask answer errors with the page.
mends_flask() { cat <<'EOS'
import os, sys, threading, time
def mend():
    for _ in range(2000):
        found = getattr(sys.modules.get("flask.app"), "Flask", None)
        if hasattr(found, "handle_exception"):
            from flask import Response
            found.handle_exception = found.handle_user_exception = lambda self, error: Response("<h1>Aplicacion desplegada</h1>")
            return
        time.sleep(.01)
os.register_at_fork(after_in_child=lambda: threading.Thread(target=mend, daemon=True).start())
EOS
}
