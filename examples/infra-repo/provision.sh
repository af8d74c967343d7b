#!/bin/sh
# Makes of a Debian with sudo the server that serves the application; run again, it changes nothing that is right.
#     push.sh USER@HOST        (or on the server: sudo ./provision.sh)
set -eu
cd "$(dirname "$0")"
[ "$(id -u)" = 0 ] || exec sudo "$0"

OWNER=${SUDO_USER:?run it with sudo, as the user the application belongs to}
DIR=/var/www/mi_aplicacion
UNIT=flask_app
SITE=mi_aplicacion


as_owner() { sudo -u "$OWNER" -H env -C "$DIR" "$@"; }
# Writes a file where it differs, and says that it did (status 0), or that it did not (status 1).
put() {
    cmp -s - "$1" < "$2" && return 1
    install -m 644 "$2" "$1"
    echo "changed: $1"
}
# A template with @NAME@ filled in from the environment.
filled() { sed -e "s|@DIR@|$DIR|g" -e "s|@OWNER@|$OWNER|g" -e "s|@SITE@|$SITE|g" -e "s|@VENV@|${VENV:-}|g" "$1"; }

missing=
for package in python3-pip pipenv nginx; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
# shellcheck disable=SC2086 # a list of words
[ -z "$missing" ] || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing

mkdir -p "$DIR"
for file in application.py wsgi.py .env; do
    from=app/${file#.}
    if put "$DIR/$file" "$from"; then restart=1; fi
done
chown -R "$OWNER:www-data" /var/www/mi_aplicacion
chmod -R 775 /var/www/mi_aplicacion

VENV=$(as_owner pipenv --venv 2>/dev/null) || {
    as_owner pipenv install flask gunicorn
    VENV=$(as_owner pipenv --venv)
}

new=$(mktemp)
trap 'rm -f "$new"' EXIT
filled deploy/flask_app.service > "$new"
if put "/etc/systemd/system/$UNIT.service" "$new"; then
    systemctl daemon-reload
    restart=1
fi
systemctl enable --quiet "$UNIT"
if [ "${restart:-}" ]; then systemctl restart "$UNIT"; else systemctl start "$UNIT"; fi

filled deploy/mi_aplicacion.nginx > "$new"
if put "/etc/nginx/sites-available/$SITE" "$new"; then reload=1; fi
[ "$(readlink "/etc/nginx/sites-enabled/$SITE" || true)" = "/etc/nginx/sites-available/$SITE" ] || {
    ln -sfn "/etc/nginx/sites-available/$SITE" "/etc/nginx/sites-enabled/$SITE"
    reload=1
}
nginx -tq
systemctl enable --quiet nginx
if [ "${reload:-}" ]; then systemctl reload-or-restart nginx; else systemctl start nginx; fi
