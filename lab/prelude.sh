# Runs before every fault and variant. From lab/names: the names of the deployment (APP, DIR, SOCK, UNIT, SITE,
# SERVER_NAME).
UNIT_FILE=/etc/systemd/system/$UNIT.service
LINK=/etc/nginx/sites-enabled/$(basename "$SITE")
VENV=$(sed -n 's/^ExecStart=\(.*\)\/bin\/gunicorn .*/\1/p' "$UNIT_FILE" 2>/dev/null || true)
export UNIT_FILE LINK VENV

# Whether an application answers on a socket, with whatever status.
answers() {
    python3 -c 'import socket, sys
s = socket.socket(socket.AF_UNIX)
s.settimeout(1)
s.connect(sys.argv[1])
s.sendall(b"GET / HTTP/1.0\r\n\r\n")
sys.exit(not s.recv(5) == b"HTTP/")' "${1:-$SOCK}" 2>/dev/null
}

# Wait until the service answers (on $1, where it has another socket) or has failed for good: gunicorn tries its
# address for five seconds before it gives up.
settle_app() {
    deadline=$(($(date +%s) + 8))
    while [ "$(date +%s)" -lt "$deadline" ]; do
        case $(systemctl show --property=ActiveState --value "$UNIT") in
            failed | inactive) return 0 ;;
        esac
        if answers "${1:-$SOCK}"; then return 0; fi
        sleep 0.1
    done
}

# What a student does after editing the unit or the code: reload, start again, and look some time later.
restart_app() {
    systemctl daemon-reload
    systemctl restart "$UNIT" || true
    settle_app "${1:-$SOCK}"
}

# Edit the unit with a sed script, then as above. $2: the socket it has afterwards.
edit_unit() {
    sed -i "$1" "$UNIT_FILE"
    restart_app "${2:-$SOCK}"
}

# What a student does after editing a site, whether it was right or not.
restart_nginx() {
    systemctl restart nginx || true
}

edit_site() {
    sed -i "$1" "$SITE"
    restart_nginx
}

# The virtualenv under the name that pipenv gives it for the directory $1, as $venv; its scripts name their interpreter.
move_virtualenv() {
    venv=$(dirname "$VENV")/$(student "cd '$1' &&
        python3 -c 'from pipenv.project import Project; print(Project().virtualenv_name)'")
    cp -a "$VENV" "$venv"
    rm -rf "$VENV"
    grep -rlI --exclude-dir=lib -F "$VENV" "$venv" | xargs sed -i "s|$VENV|$venv|g"
    echo "$1" > "$venv/.project"
}

# Take a package out of the Pipfile, with a lock file that agrees: as if it had never been asked for.
forget_package() {
    sed -i "/^$1 = /d" "$DIR/Pipfile"
    student "cd '$DIR' && python3 -c '
import json, sys
from pipenv.project import Project
lock = json.load(open(\"Pipfile.lock\"))
lock[\"default\"].pop(sys.argv[1], None)
lock[\"_meta\"][\"hash\"][\"sha256\"] = Project().calculate_pipfile_hash()
json.dump(lock, open(\"Pipfile.lock\", \"w\"), indent=4)
' $1"
}

# Give the lock file the hash of the Pipfile as it is now: as if it had been locked since.
lock_again() {
    student "cd '$DIR' && python3 -c '
import json
from pipenv.project import Project
lock = json.load(open(\"Pipfile.lock\"))
lock[\"_meta\"][\"hash\"][\"sha256\"] = Project().calculate_pipfile_hash()
json.dump(lock, open(\"Pipfile.lock\", \"w\"), indent=4)
'"
}

# What the packages of nginx.org leave instead of Debian's: user nginx, conf.d alone.
nginx_org() {
    useradd --system --no-create-home --shell /sbin/nologin nginx
    usermod -aG www-data nginx
    cat > /etc/nginx/nginx.conf <<'EOS'
user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    access_log  /var/log/nginx/access.log;
    sendfile        on;
    keepalive_timeout  65;
    include /etc/nginx/conf.d/*.conf;
}
EOS
}
