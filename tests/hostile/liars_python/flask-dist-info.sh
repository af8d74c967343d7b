# fault: flask-not-in-virtualenv
# lie: a dist-info of Flask without any code
# named: flask
site=$(echo "$VENV"/lib/python3*/site-packages)
mkdir -p "$site/flask-3.1.3.dist-info"
printf 'Metadata-Version: 2.1\nName: Flask\nVersion: 3.1.3\n' > "$site/flask-3.1.3.dist-info/METADATA"
printf 'flask/__init__.py,,\nflask/app.py,,\n' > "$site/flask-3.1.3.dist-info/RECORD"
chown -R "$DEPLOY_USER:" "$site/flask-3.1.3.dist-info"
restart_app
