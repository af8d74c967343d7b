# server: bytecode was made with hashes that nobody compares, as for a container
"$VENV/bin/python" -m compileall -q -f --invalidation-mode unchecked-hash "$VENV"/lib/python3*/site-packages/gunicorn "$VENV"/lib/python3*/site-packages/flask
chown -R "$DEPLOY_USER:" "$VENV"
restart_app
