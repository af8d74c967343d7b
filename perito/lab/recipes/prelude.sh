# Runs before every fault and variant, as root on the booted server. From server.py: DEPLOY_USER and the names of the
# deployment (APP, DIR, SOCK, UNIT, SITE, SERVER_NAME).
set -eu
VENV=$(sed -n 's/^ExecStart=\(.*\)\/bin\/gunicorn .*/\1/p' "/etc/systemd/system/$UNIT.service" 2>/dev/null || true)
export VENV
UNIT_FILE=/etc/systemd/system/$UNIT.service

# What a student does after editing the unit: reload, start again, and look some time later.
restart_app() {
    systemctl daemon-reload
    systemctl restart "$UNIT" || true
    settle_app
}

# Wait until the service either serves or has failed for good. gunicorn tries its address for five seconds.
settle_app() {
    for _ in $(seq 100); do
        if ! systemctl is-active --quiet "$UNIT"; then return 0; fi
        if ss -lxH | grep -qF " $SOCK "; then return 0; fi
        sleep 0.1
    done
}

# What a student does after editing the site.
restart_nginx() {
    systemctl restart nginx || true
}
