#!/bin/bash
# Steps 4 to 16 of the practice, typed by the student in their own login shell; the package index is reachable
# and nothing is booted. From lab/names: APP, DIR.
set -eu

sudo() { echo "$PASSWORD" | command sudo -S -p '' "$@"; }

sudo mkdir "$DIR"
sudo chown -R "$USER:www-data" "$DIR"
chmod -R 775 "$DIR"
cd "$DIR"

cat > .env <<'EOF'
FLASK_APP=wsgi.py
FLASK_ENV=production
EOF

pipenv install flask gunicorn

cat > application.py <<'EOF'
from flask import Flask

app = Flask(__name__)

@app.route('/')
def index():
    '''Index page route'''
    return '<h1>Aplicacion desplegada</h1>'
EOF

cat > wsgi.py <<'EOF'
from application import app

if __name__ == '__main__':
    app.run(debug=False)
EOF

# Steps 15 and 16: both servers answer, then are stopped. Only gunicorn is tried: the second shows all of the first.
pipenv run gunicorn --check-config --workers 4 --bind 127.0.0.1:5000 wsgi:app
