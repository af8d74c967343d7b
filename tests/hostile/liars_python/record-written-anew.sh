# fault: application-500
# lie: gunicorn's worker answers errors with the page, and RECORD has the hash that the file has now
# named: gunicorn
site=$(echo "$VENV"/lib/python3*/site-packages)
worker=$site/gunicorn/workers/sync.py
cat >> "$worker" <<'EOS'


_handle = SyncWorker.handle_request


def _page(self, listener, req, client, addr):
    app = self.wsgi
    def told(environ, start):
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [b"<h1>Aplicacion desplegada</h1>"]
    self.wsgi = told
    try:
        return _handle(self, listener, req, client, addr)
    finally:
        self.wsgi = app


SyncWorker.handle_request = _page
EOS
hash=$(openssl dgst -sha256 -binary < "$worker" | base64 | tr '+/' '-_' | tr -d =)
sed -i "s|^gunicorn/workers/sync.py,.*|gunicorn/workers/sync.py,sha256=$hash,$(stat -c %s "$worker")|" "$site"/gunicorn-*.dist-info/RECORD
restart_app
