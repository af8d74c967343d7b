# fault: gunicorn-not-in-virtualenv
# lie: a script called gunicorn is Flask's development server, with a forged distribution around it
# named: gunicorn
server_called_gunicorn > "$VENV/bin/gunicorn"
chmod 755 "$VENV/bin/gunicorn"
site=$(echo "$VENV"/lib/python3*/site-packages)
mkdir -p "$site/gunicorn"
printf '__version__ = "21.2.0"\n' > "$site/gunicorn/__init__.py"
forged_distribution
restart_app
