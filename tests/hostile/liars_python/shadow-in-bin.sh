# fault: application-raises
# lie: a gunicorn.py beside the script in bin/ is what the script imports
# named: gunicorn.py
mkdir -p "$VENV/bin/gunicorn.d"
{ serving_page; echo 'import types'; echo 'app = types.ModuleType("gunicorn.app"); wsgiapp = types.ModuleType("gunicorn.app.wsgiapp")'
  echo 'wsgiapp.run = lambda prog=None: None if "--check-config" in sys.argv else lie()'
  echo '__path__ = []; sys.modules["gunicorn.app"] = app; sys.modules["gunicorn.app.wsgiapp"] = wsgiapp'; } > "$VENV/bin/gunicorn.py"
chown "$DEPLOY_USER:" "$VENV/bin/gunicorn.py"
restart_app
