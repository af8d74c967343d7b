# fault: gunicorn-not-in-virtualenv
# lie: a dist-info of gunicorn and a script that imports it; the package is not there
# named: gunicorn
site=$(echo "$VENV"/lib/python3*/site-packages)
mkdir -p "$site/gunicorn-23.0.0.dist-info"
printf 'Metadata-Version: 2.1\nName: gunicorn\nVersion: 23.0.0\n' > "$site/gunicorn-23.0.0.dist-info/METADATA"
printf '#!%s/bin/python\nimport sys\nfrom gunicorn.app.wsgiapp import run\nsys.exit(run())\n' "$VENV" > "$VENV/bin/gunicorn"
chmod 755 "$VENV/bin/gunicorn"
restart_app
