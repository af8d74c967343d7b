# Runs before a practice's lab/booted.sh, its faults and its variants, as root on the booted server; before the latter
# its lab/prelude.sh comes, too. From server.py: DEPLOY_USER, and what lab/names says.
set -eu

# The hosts file of the visitor's computer: what stands in it is what the client of this server knows.
CLIENT_HOSTS=/root/client-hosts
ADDRESS=$(ip -4 -oneline address show eth0 | sed 's/.* inet \([0-9.]*\).*/\1/')
export CLIENT_HOSTS ADDRESS

# The student in their own login shell.
student() {
    setpriv --reuid="$DEPLOY_USER" --regid="$DEPLOY_USER" --init-groups --reset-env bash --login -c "$1"
}

# Wait until a condition (a command) holds, for at most ten seconds; its last status where it never does.
until_true() {
    for _ in $(seq 100); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    "$@"
}
