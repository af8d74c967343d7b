# fault: gunicorn-not-in-virtualenv
# lie: a script called gunicorn is Flask's development server
# named: gunicorn
server_called_gunicorn > "$VENV/bin/gunicorn"
chmod 755 "$VENV/bin/gunicorn"
restart_app
