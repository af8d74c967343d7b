#!/bin/bash
# The exercise, as far as steps 4 to 16 go, typed by the student in their own login shell; the package index is
# reachable and nothing is booted. From names: APP, DIR, REMOTE.
set -eu

sudo() { echo "$PASSWORD" | command sudo -S -p '' "$@"; }

# The repository, at a server of its own for as long as the clone takes: REMOTE is a name that nobody has.
published=$(mktemp -d)
cp -r /run/lab/repository "$published/work"
git -C "$published/work" init --quiet --initial-branch=main
git -C "$published/work" add .
GIT_COMMITTER_DATE='2024-01-15T09:00:00+0000' git -C "$published/work" -c user.name=practica \
    -c user.email=practica@example.org commit --quiet --date='2024-01-15T09:00:00+0000' --message='Quickstart'
git clone --quiet --bare "$published/work" "$published/$(basename "$REMOTE")"
git -C "$published/$(basename "$REMOTE")" update-server-info
python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$published" > "$published/log" 2>&1 &
served=$!
until port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$published/log") && [ -n "$port" ]; do sleep 0.05; done

cd "$(dirname "$DIR")"
sudo git -c "url.http://127.0.0.1:$port/.insteadOf=$(dirname "$REMOTE")/" clone "$REMOTE" "$(basename "$DIR")"
kill "$served"
rm -rf "$published"

sudo chown -R "$USER:www-data" "$DIR"
chmod -R 775 "$DIR"
cd "$DIR"

cat > .env <<'EOF'
FLASK_APP=wsgi.py
FLASK_ENV=production
EOF

pipenv install -r requirements.txt
pipenv install gunicorn

cat > wsgi.py <<'EOF'
from app import app

if __name__ == '__main__':
    app.run(debug=False)
EOF

pipenv run gunicorn --check-config --workers 4 --bind 127.0.0.1:5000 wsgi:app
