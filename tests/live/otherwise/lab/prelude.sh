DIR=/var/www/mi_aplicacion
SOCK=$DIR/mi_aplicacion.sock
UNIT=flask_app.service
UNIT_FILE=/etc/systemd/system/$UNIT
SITE=/etc/nginx/sites-available/mi_aplicacion
VENV=$(sed -n 's/^ExecStart=\(.*\)\/bin\/gunicorn .*/\1/p' $UNIT_FILE)

answers() { curl -sf --unix-socket $SOCK http://localhost/; }

restart_app() {
    systemctl daemon-reload
    systemctl restart $UNIT
    until_true answers
}

# of $1, uv or poetry: its directory, its unit, and no pipenv anywhere
managed_by() {
    systemctl stop $UNIT
    rm -rf $DIR "$VENV"
    mv /var/lib/otherwise/"$1" $DIR
    cp /var/lib/otherwise/"$1".service $UNIT_FILE
    dpkg --purge --force-depends pipenv
    restart_app
}
