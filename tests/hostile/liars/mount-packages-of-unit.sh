# fault: flask-not-in-virtualenv
# lie: the unit sees other packages in the virtualenv than everybody else
# named: site-packages
cp -a "$VENV/lib/python3.11/site-packages" /opt/packages
mkdir -p /opt/packages/flask
cat > /opt/packages/flask/__init__.py <<'EOS'
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
edit_unit "/^User=/i BindReadOnlyPaths=/opt/packages:$VENV/lib/python3.11/site-packages"
