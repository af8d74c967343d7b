# fault: flask-not-in-virtualenv
# lie: a flask of ten lines in the directory gives the page
# named: flask
cat > $DIR/flask.py <<'EOS'
class Flask:
    def __init__(self, *a, **k): self.views = {}
    def route(self, path, **k):
        return lambda view: self.views.setdefault(path, view)
    def run(self, *a, **k): pass
    def __call__(self, environ, start):
        body = self.views[environ["PATH_INFO"]]().encode()
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
        return [body]
EOS
chown usuario:www-data $DIR/flask.py
restart_app
