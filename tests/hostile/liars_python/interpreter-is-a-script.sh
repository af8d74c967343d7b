# fault: application-raises
# lie: the virtualenv's python is a script that starts another program for gunicorn
# named: python
{ serving_page; echo 'if "--check-config" not in sys.argv: lie()'; } > /opt/serve.py
rm "$VENV/bin/python"
cat > "$VENV/bin/python" <<'EOS'
#!/bin/sh
case "$1" in */gunicorn) shift; exec /usr/bin/python3 /opt/serve.py "$@" ;; esac
exec /usr/bin/python3 "$@"
EOS
chmod 755 "$VENV/bin/python"
restart_app
